"use client";

import { IconSpeakerphone } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./alerts-side.module.css";
import { useAlertPlace } from "./use-alert-place.ts";

/** Comes with its first opening: most who read messages send no alert today. */
const AlertsPanel = dynamic(
  () => loadLater(() => import("./alerts-panel.tsx")).then((module) => module.AlertsPanel),
  // Opened by an address, its place is kept from the first paint on.
  { ssr: false, loading: () => <div className={`${classes.panel} ${classes.place}`} data-alerts-panel /> },
);

/** The right edge of Messages (A2): a button, and what it opens. @param staffMemberId who is signed in */
export function AlertsSide({ staffMemberId }: { staffMemberId: string }) {
  const { isOpen, open } = useAlertPlace();
  return (
    <>
      <div className={classes.edge} data-alerts-open={isOpen || undefined}>
        <button
          type="button"
          className={classes.open}
          title="Mass text alerts: text everybody who has an appointment"
          aria-expanded={isOpen}
          onClick={open}
        >
          <IconSpeakerphone size={19} stroke={1.7} aria-hidden />
          <span>
            <span className={classes.heard}>Mass text </span>Alerts
          </span>
        </button>
      </div>
      {isOpen && <AlertsPanel staffMemberId={staffMemberId} />}
    </>
  );
}
