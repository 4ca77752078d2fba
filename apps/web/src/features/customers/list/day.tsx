"use client";

import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import classes from "./customer-list.module.css";

/** The day of the last transaction, the exact time on hover. */
export function Day({ at }: { at: Date | null }) {
  const zone = useOrganisationZone();
  if (at === null) return <span data-none>–</span>;
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, day: "numeric", month: "short", year: "numeric" },
  });
  return (
    <time dateTime={at.toISOString()} title={formatExactTime(at, zone)}>
      <span className={classes.phoneWord}>Last here </span>
      {format.format(at)}
    </time>
  );
}
