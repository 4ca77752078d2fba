"use client";

import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { formatHeld } from "#web/components/status/format-held.ts";
import classes from "./stop-dialog.module.css";

interface StopDialogProps {
  /** What is being sent now. */
  held: SendingState["held"];
  pending: boolean;
  error: unknown;
  onClose: () => void;
  onStop: () => void;
}

/** Whether everything is really to stop, and what that means (C17). */
export function StopDialog({ held, pending, error, onClose, onStop }: StopDialogProps) {
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Stop all sending?"
      confirmLabel="Stop all sending"
      count={0}
      danger
      pending={pending}
      error={error}
      onConfirm={onStop}
    >
      <ul className={classes.consequences}>
        <li>
          {formatHeld(held, ["being sent now stops", "being sent now stop"]) || "All sending stops"}: nobody
          more is written to. What is being handed to a provider just now may still go out.
        </li>
        <li>Scheduled campaigns do not begin, even if their time comes. Nothing can be sent at once.</li>
        <li>
          Nothing is lost: everybody who waits keeps their place. Writing, previews of the text and outcomes
          go on.
        </li>
        <li>
          Every page says so, until an owner or admin allows sending again. What was held then goes on at
          once.
        </li>
      </ul>
    </ConfirmDialog>
  );
}
