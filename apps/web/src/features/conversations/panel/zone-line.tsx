"use client";

import { cityOf } from "@packpost/core/local-time/city-of";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatClock } from "../list/format-thread-time.ts";

/** On whose clock somebody sleeps, said where it is another than the organisation's (A12, T35). @param zone IANA name; null = nobody has said it */
export function ZoneWords({ zone }: { zone: string | null }) {
  const ours = useOrganisationZone();
  if (zone === null || zone === ours) return null;
  return (
    <span suppressHydrationWarning>
      Lives on {cityOf(zone)} time, now {formatClock(new Date(), zone)}.
    </span>
  );
}
