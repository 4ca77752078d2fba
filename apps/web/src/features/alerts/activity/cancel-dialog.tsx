"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { isLeft, isOver } from "../words/format-outcome.ts";
import { useAlertChange } from "./use-alert-change.ts";

/** Whether the rest is really not to get it (A10); it stays, and says so, where nobody is left. */
export function CancelDialog({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const cancel = useAlertChange("cancel");
  const { waiting } = alert.counts;
  const isGone = (isOver(alert) || !isLeft(alert)) && !cancel.isPending;
  const why =
    alert.status === "cancelled"
      ? "It has been cancelled in the meantime."
      : "Everybody has had their turn in the meantime.";
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={waiting > 0 ? `Cancel it for ${formatPeople(waiting)}?` : "Cancel the rest?"}
      confirmLabel={waiting > 0 ? `Cancel for ${formatPeople(waiting)}` : "Cancel the rest"}
      count={0}
      danger
      over={isGone ? why : null}
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ alertId: alert.id }, { onSuccess: onClose })}
    >
      <p>
        What has been sent stays sent. Whoever has not had it yet does not get it; you can still email them or
        print their numbers. This cannot be taken back.
      </p>
    </ConfirmDialog>
  );
}
