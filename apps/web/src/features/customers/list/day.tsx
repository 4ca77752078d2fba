"use client";

import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import classes from "./customer-list.module.css";

/** A day, the exact time on hover. @param before what it is of, where a phone has no head of the column */
export function Day({ at, before = "Last here " }: { at: Date | null; before?: string }) {
  const zone = useOrganisationZone();
  if (at === null) return <span data-none>–</span>;
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, day: "numeric", month: "short", year: "numeric" },
  });
  return (
    <time dateTime={at.toISOString()} title={formatExactTime(at, zone)}>
      <span className={classes.phoneWord}>{before}</span>
      {format.format(at)}
    </time>
  );
}
