"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { formatClock } from "../list/format-thread-time.ts";
import classes from "./family-panel.module.css";

const ZoneDialog = dynamic(
  () => loadLater(() => import("./zone-dialog.tsx")).then((module) => module.ZoneDialog),
  { ssr: false },
);

interface ZoneDeedProps {
  customerId: string;
  name: string;
  /** IANA name; null = nobody has said it. */
  zone: string | null;
}

/** On whose clock somebody sleeps, said where it is another than the organisation's (A12, T35). */
export function ZoneWords({ zone }: { zone: string | null }) {
  const ours = useOrganisationZone();
  if (zone === null || zone === ours) return null;
  return (
    <span suppressHydrationWarning>
      Lives on {cityOf(zone)} time, now {formatClock(new Date(), zone)}.
    </span>
  );
}

/** Sets it. */
export function ZoneDeed({ customerId, name, zone }: ZoneDeedProps) {
  const [asking, ask] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="subtle" className={classes.say ?? ""} onClick={() => ask(true)}>
        {zone === null ? "Set their time zone" : "Change their time zone"}
      </Button>
      {asking && <ZoneDialog {...{ customerId, name, zone }} onClose={() => ask(false)} />}
    </>
  );
}

/** "New York" of "America/New_York". */
function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
