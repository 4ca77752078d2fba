"use client";

import type { Visit } from "@packpost/core/appointment/list-schedule";
import { IconCalendarTime, IconCalendarX, IconDots, IconMessageCircle } from "@tabler/icons-react";
import Link from "next/link";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatClock, formatPeople } from "./format-visit.ts";
import classes from "./schedule.module.css";

const statusWords = { scheduled: null, completed: "Done", cancelled: "Cancelled" } as const;

interface VisitRowProps {
  visit: Visit;
  /** Somebody's among everybody's: says whose. */
  showStaff: boolean;
  /** Null: the actor may not change it. */
  change: { move: (visit: Visit) => void; cancel: (visit: Visit) => void } | null;
}

/** One visit: when, which pet, whose family, and the way to write to them. */
export function VisitRow({ visit, showStaff, change }: VisitRowProps) {
  const zone = useOrganisationZone();
  const word = statusWords[visit.status];
  const [start, end] = [formatClock(visit.startsAt, zone), formatClock(visit.endsAt, zone)];
  const span = `${start} – ${end}`;
  const [first] = visit.people;
  return (
    <li className={classes.visit} data-status={visit.status}>
      <span className={classes.span}>
        {start}
        <span className={classes.until}> – {end}</span>
      </span>
      <span className={classes.who}>
        <b>{visit.pet.name}</b>
        <span className={classes.family}>
          {visit.family.name} family<span className={classes.people}> · {formatPeople(visit.people)}</span>
        </span>
      </span>
      <span className={classes.facts}>
        {showStaff && <span>{visit.staff.name}</span>}
        {word !== null && <span className={classes.status}>{word}</span>}
      </span>
      <span className={classes.deeds}>
        {first !== undefined && visit.status !== "cancelled" && (
          <Link href={`/customers/${first.id}/messages`} className={classes.message} data-touch>
            <IconMessageCircle size={16} stroke={1.8} aria-hidden />
            Message
            <span className={classes.hidden}> the {visit.family.name} family</span>
          </Link>
        )}
        {change !== null && visit.status === "scheduled" && (
          <Menu
            label={`${visit.pet.name}, ${span}`}
            placement="end"
            button={(props) => (
              <button
                type="button"
                {...props}
                className={classes.more}
                aria-label={`Move or cancel ${visit.pet.name}, ${span}`}
                data-touch
              >
                <IconDots size={18} stroke={1.8} aria-hidden />
              </button>
            )}
          >
            <MenuItem icon={IconCalendarTime} onClick={() => change.move(visit)}>
              Move…
            </MenuItem>
            <MenuItem icon={IconCalendarX} onClick={() => change.cancel(visit)}>
              Cancel
            </MenuItem>
          </Menu>
        )}
      </span>
    </li>
  );
}
