"use client";

import type { FamilyLine, ReachablePerson } from "@packpost/core/customer/reach/family-line-sql";
import { IconDeviceMobile, IconMail, IconUserCircle } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Card } from "#web/components/page/card.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatReached, formatWay, isReached, mendOf, type Way, ways, wayWords } from "./family-words.ts";
import classes from "./reach.module.css";

const icons = { email: IconMail, text: IconDeviceMobile, portal: IconUserCircle };

/** Everybody of a family: by which ways they can be reached, why not, and what mends it (P11). */
export function FamilyReachCard({ customerId, canEdit }: { customerId: string; canEdit: boolean }) {
  const trpc = useTRPC();
  const { data: family } = useSuspenseQuery(trpc.customer.familyReach.queryOptions({ customerId }));
  return (
    <Card title="How the family can be reached" padding="flush">
      <ul className={classes.ways}>
        {ways.map((way) => (
          <li key={way} className={classes.wayLine}>
            <WayOfFamily family={family} way={way} canEdit={canEdit} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function WayOfFamily({ family, way, canEdit }: { family: FamilyLine; way: Way; canEdit: boolean }) {
  const { tone, words } = formatReached(family, way);
  const Icon = icons[way];
  return (
    <>
      <p className={classes.way} data-tone={tone}>
        <Icon size={17} stroke={1.7} aria-hidden />
        <b>{wayWords[way]}:</b> {words}
      </p>
      <ul className={classes.people}>
        {family.people.map((person) => (
          <WayOfPerson key={person.id} person={person} way={way} canEdit={canEdit} />
        ))}
      </ul>
    </>
  );
}

function WayOfPerson({ person, way, canEdit }: { person: ReachablePerson; way: Way; canEdit: boolean }) {
  const zone = useOrganisationZone();
  const why = formatWay(person, way, zone);
  const mend = canEdit ? mendOf(person, way) : null;
  const { email, phone, signedInAt } = person;
  const place = way === "text" ? phone : way === "email" ? email : null;
  return (
    <li data-reached={isReached(person, way) || undefined}>
      <b>{person.name}</b>
      {place !== null && <span> {place}</span>}
      {why !== "" && (
        <span>
          {" "}
          {why}
          {way === "portal" && signedInAt !== null && (
            <>
              , last here <Time at={signedInAt} />
            </>
          )}
        </span>
      )}
      {mend !== null && (
        <>
          {" "}
          <Link href={mend.href} prefetch={false}>
            {mend.words}
          </Link>
        </>
      )}
    </li>
  );
}
