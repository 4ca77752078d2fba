"use client";

import { useEffect, useState } from "react";
import { formatExactTime, formatTime } from "./format-time.ts";
import { useOrganisationZone } from "./organisation-zone.tsx";
import { subscribeToMinutes } from "./subscribe-to-minutes.ts";

/** A time in the organisation's zone, exact on hover, relative only under an hour. Shows "–" when there is none. */
export function Time({ at }: { at: Date | null }) {
  const zone = useOrganisationZone();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => subscribeToMinutes(setNow), []);
  if (at === null) return <span data-none>–</span>;
  return (
    <time dateTime={at.toISOString()} title={formatExactTime(at, zone)} suppressHydrationWarning>
      {formatTime(at, now, zone)}
    </time>
  );
}
