"use client";

import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { formatCampaigns } from "../format-campaigns.ts";
import classes from "./stop-dialog.module.css";

interface StopDialogProps {
  /** How many campaigns are being sent now. */
  held: number;
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
          {formatStopping(held)}: nobody more is written to. Mail being handed to the mail provider just now
          may still go out.
        </li>
        <li>Scheduled campaigns do not begin, even if their time comes. Nothing can be sent at once.</li>
        <li>
          Nothing is lost: everybody who waits keeps their place. Writing, previews of the text and outcomes
          go on.
        </li>
        <li>
          Every page says so, until an owner or admin allows sending again. Held campaigns then go on at once.
        </li>
      </ul>
    </ConfirmDialog>
  );
}

function formatStopping(n: number): string {
  if (n === 0) return "Campaigns stop";
  return `${formatCampaigns(n)} being sent now ${n === 1 ? "stops" : "stop"}`;
}
