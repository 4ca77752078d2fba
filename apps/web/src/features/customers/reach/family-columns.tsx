"use client";

import type { FamilyLine } from "@packpost/core/customer/reach/family-line-sql";
import Link from "next/link";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import {
  formatReached,
  formatWay,
  groupWays,
  isReached,
  mendOf,
  type Way,
  ways,
  wayWords,
} from "./family-words.ts";
import classes from "./reach.module.css";

const column = tableColumns<FamilyLine>();

/** Each family, who of it can be reached by which way, and what would mend it (P11). */
export const familyColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: "Family",
    meta: { phone: "title" },
    cell: ({ row }) => <span title={row.original.name}>{row.original.name}</span>,
    below: (family) => (
      <>
        <span className={classes.below}>
          {[family.people.map(({ name }) => name).join(", "), family.petNames.join(", ")]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <OnPhone family={family} />
      </>
    ),
  }),
  ...ways.map((way) =>
    column.display({
      id: way,
      header: wayWords[way],
      // There all ways stand together.
      meta: { width: "19%", phone: "hidden" },
      cell: ({ row }) => <Reached family={row.original} way={way} />,
    }),
  ),
  column.display({
    id: "helps",
    header: "What helps",
    meta: { width: "18%" },
    cell: ({ row }) => <Helps family={row.original} />,
  }),
]);

function Reached({ family, way }: { family: FamilyLine; way: Way }) {
  const zone = useOrganisationZone();
  const { tone, words } = formatReached(family, way);
  const why = family.people
    .filter((person) => !isReached(person, way))
    .map((person) => `${person.name}: ${formatWay(person, way, zone)}`)
    .join("\n");
  return (
    <span className={classes.reached}>
      <ToneBadge tone={tone} title={why === "" ? words : why}>
        {words}
      </ToneBadge>
    </span>
  );
}

/** On a phone: what holds of several ways is said once. */
function OnPhone({ family }: { family: FamilyLine }) {
  return (
    <span className={classes.onPhone}>
      {groupWays(family).map(({ ways: named, tone, words }) => (
        <span key={named} className={classes.reached}>
          <span className={classes.named}>{named}:</span>
          <ToneBadge tone={tone}>{words}</ToneBadge>
        </span>
      ))}
    </span>
  );
}

/** The first thing that would open a way to somebody who cannot be reached by it. */
function Helps({ family: { people } }: { family: FamilyLine }) {
  const [first] = ways.flatMap((way) =>
    people.flatMap((person) => {
      const mend = mendOf(person, way);
      return mend === null ? [] : [{ ...mend, person }];
    }),
  );
  if (first === undefined) return <span data-none>–</span>;
  return (
    <Link
      href={first.href}
      prefetch={false}
      className={classes.help}
      aria-label={`${first.words}: ${first.person.name}`}
    >
      {first.words}
      {people.length > 1 && <span> · {first.person.name.split(" ")[0]}</span>}
    </Link>
  );
}
