"use client";

import type {
  FamilyPanel as Panel,
  PanelPerson,
  PanelVisit,
} from "@packpost/core/conversation/get-family-panel";
import {
  IconBellOff,
  IconDeviceMobile,
  IconDeviceMobileOff,
  IconMail,
  IconMailOff,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatClock, formatDay } from "../list/format-thread-time.ts";
import classes from "./family-panel.module.css";
import { Numbers } from "./numbers.tsx";

interface FamilyPanelProps {
  threadId: string;
  /** Says what numbers take and what people meant: who has the messages tab. */
  decides: boolean;
}

/** Who the family are and how each can be reached, their pets, today's visits and the next. */
export function FamilyPanel({ threadId, decides }: FamilyPanelProps) {
  const trpc = useTRPC();
  const { data: panel, error, refetch } = useQuery(trpc.conversation.panel.queryOptions({ threadId }));
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (panel === undefined) return <div className={classes.panel} aria-busy="true" />;
  return (
    <div className={classes.panel}>
      <People panel={panel} />
      {decides && <Numbers threadId={threadId} people={panel.people} />}
      <Pets panel={panel} />
      <Visits panel={panel} />
    </div>
  );
}

function People({ panel: { known, people } }: { panel: Panel }) {
  if (!known)
    return (
      <p className={classes.none}>
        Nobody knows yet whose this is. Once it is joined to a family, they are here.
      </p>
    );
  return (
    <section>
      <h2>People</h2>
      {people.length === 0 && (
        <p className={classes.none}>
          Nobody is in this family any more, so what is written here reaches no one.
        </p>
      )}
      {people.map((person) => (
        <div key={person.id} className={classes.person}>
          <b>{person.name}</b>
          <span className={classes.contact}>{person.contact}</span>
          <EmailLine person={person} />
          <PhoneLine person={person} />
        </div>
      ))}
    </section>
  );
}

function EmailLine({ person: { email, emailReasons } }: { person: PanelPerson }) {
  const [reason] = emailReasons;
  if (email === null || reason === "no_email")
    return <Reach icon={IconMailOff} tone="grey" words="No email address" />;
  if (reason === undefined) return <Reach icon={IconMail} tone="spruce" words={email} />;
  if (reason === "unsubscribed")
    return <Reach icon={IconBellOff} tone="marigold" words={email} why="No campaigns" />;
  const why = reason === "invalid_email" ? "Not an address" : "Blocked address";
  return <Reach icon={IconMailOff} tone="red" words={email} why={why} />;
}

const numbers = {
  no_number: { icon: IconDeviceMobileOff, tone: "grey", why: undefined },
  opted_out: { icon: IconBellOff, tone: "marigold", why: "No texts" },
  blocked: { icon: IconDeviceMobileOff, tone: "red", why: "Blocked number" },
  reachable: { icon: IconDeviceMobile, tone: "spruce", why: undefined },
} as const;

function PhoneLine({ person: { phone, texts } }: { person: PanelPerson }) {
  const { icon, tone, why } = numbers[texts];
  return <Reach icon={icon} tone={tone} words={phone ?? "No phone number"} why={why} />;
}

interface ReachProps {
  icon: typeof IconMail;
  tone: "grey" | "spruce" | "marigold" | "red";
  words: string;
  why?: string | undefined;
}

function Reach({ icon: Icon, tone, words, why }: ReachProps) {
  return (
    <span className={classes.reach} title={words}>
      <Icon size={15} stroke={1.7} aria-hidden style={{ color: `var(--tone-${tone})` }} />
      <span>{words}</span>
      {why !== undefined && <em style={{ color: `var(--tone-${tone})` }}>{why}</em>}
    </span>
  );
}

function Pets({ panel: { pets } }: { panel: Panel }) {
  if (pets.length === 0) return null;
  return (
    <section>
      <h2>Pets</h2>
      <ul className={classes.pets}>
        {pets.map(({ id, name, active }) => (
          <li key={id} data-inactive={!active || undefined}>
            {name}
            {!active && <span> · inactive</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Visits({ panel: { known, today, next } }: { panel: Panel }) {
  if (!known) return null;
  return (
    <section>
      <h2>Appointments</h2>
      {today.map((visit) => (
        <Visit key={visit.id} visit={visit} />
      ))}
      {next !== null && <Visit visit={next} />}
      {today.length === 0 && next === null && <p className={classes.none}>None today, and none planned.</p>}
    </section>
  );
}

function Visit({ visit: { pet, staff, startsAt, endsAt, status } }: { visit: PanelVisit }) {
  const zone = useOrganisationZone();
  const from = new Date(startsAt);
  return (
    <div className={classes.visit} title={formatExactTime(from, zone)}>
      <b suppressHydrationWarning>
        {formatDay(from, new Date(), zone)}, {formatClock(from, zone)} – {formatClock(new Date(endsAt), zone)}
      </b>
      <span>
        {pet} with {staff}
        {status === "completed" && " · done"}
      </span>
    </div>
  );
}
