"use client";

import type { TextsUnderWay } from "@packpost/core/texting/set-up/get-texting";
import { formatCount } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";

interface SwitchOffDialogProps {
  underWay: TextsUnderWay;
  pending: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before texting is switched off, with what that holds up. */
export function SwitchOffDialog({ underWay, pending, error, onClose, onConfirm }: SwitchOffDialogProps) {
  const { alerts, alertTexts, messages } = underWay;
  const waits = [
    alerts > 0 &&
      `${counted(alerts, "alert")} ${alerts === 1 ? "pauses" : "pause"}, and ${counted(alertTexts, "text")} of ${alerts === 1 ? "it" : "them"} ${alertTexts === 1 ? "waits" : "wait"} until you resume ${alerts === 1 ? "it" : "them"}.`,
    messages > 0 &&
      `${counted(messages, "text")} of conversations ${messages === 1 ? "has" : "have"} not left yet and will not be sent.`,
  ].filter((line) => line !== false);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Switch texting off?"
      confirmLabel="Switch texting off"
      count={0}
      danger
      pending={pending}
      error={error}
      onConfirm={onConfirm}
    >
      <p>{waits.length > 0 ? waits.join(" ") : "No text is under way."}</p>
      <p>
        Families are then reached by their pages and by mail, and text alerts are not offered. You can switch
        it on again here, without another test while the number stays the same.
      </p>
    </ConfirmDialog>
  );
}

function counted(n: number, word: string): string {
  return `${formatCount(n)} ${n === 1 ? word : `${word}s`}`;
}
