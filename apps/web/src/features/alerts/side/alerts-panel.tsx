"use client";

import { useMediaQuery } from "@mantine/hooks";
import { IconSpeakerphone, IconX } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { ActivityList } from "../activity/activity-list.tsx";
import classes from "./alerts-side.module.css";
import { ComposeSkeleton } from "./compose-skeleton.tsx";
import { useAlertPlace, wide } from "./use-alert-place.ts";

const ComposeSection = dynamic(
  () => loadLater(() => import("../compose/compose-section.tsx")).then((module) => module.ComposeSection),
  { ssr: false, loading: ComposeSkeleton },
);

const AlertDialog = dynamic(
  () => loadLater(() => import("../detail/alert-dialog.tsx")).then((module) => module.AlertDialog),
  { ssr: false },
);

/** Mass text alerts (A2–A10): what is being written, and what has gone out. Beside the thread where there is room, else over it. */
export function AlertsPanel({ staffMemberId }: { staffMemberId: string }) {
  const { close, alertId, filter, closeAlert } = useAlertPlace();
  const isWide = useMediaQuery(wide, true, { getInitialValueInEffect: false });
  // Under an alert that an address opened nobody writes; once it is closed, what is written stays.
  const [writes, write] = useState(alertId === null);
  if (!writes && alertId === null) write(true);
  const content = (
    <>
      {writes ? <ComposeSection staffMemberId={staffMemberId} /> : <ComposeSkeleton />}
      <ActivityList />
    </>
  );
  return (
    <>
      {isWide ? (
        <Beside onClose={close}>{content}</Beside>
      ) : (
        <Dialog inUrl opened onClose={close} title={<DialogTitle />} width={440} placement="side">
          {content}
        </Dialog>
      )}
      {alertId !== null && <AlertDialog key={alertId} {...{ alertId, filter }} onClose={closeAlert} />}
    </>
  );
}

function DialogTitle() {
  return (
    <span className={classes.title}>
      <IconSpeakerphone size={19} stroke={1.7} aria-hidden />
      Mass text alerts
    </span>
  );
}

function Beside({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that opened it is gone; nobody's focus elsewhere is taken.
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <aside className={classes.panel} aria-labelledby="alerts-title" data-alerts-panel>
      <div className={classes.head}>
        <IconSpeakerphone size={19} stroke={1.7} aria-hidden />
        <h2 id="alerts-title" ref={heading} tabIndex={-1}>
          Mass text alerts
        </h2>
        <button type="button" className={classes.close} aria-label="Close the alerts" onClick={onClose}>
          <IconX size={18} stroke={1.8} aria-hidden />
        </button>
      </div>
      <div className={classes.content}>{children}</div>
    </aside>
  );
}
