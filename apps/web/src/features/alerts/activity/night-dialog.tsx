"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { useAlertChange } from "./use-alert-change.ts";

/** Whether those who are held for the night are to be woken (A12); it stays, and says so, where nobody is held any more. */
export function NightDialog({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const override = useAlertChange("overrideQuietHours");
  const people = alert.held?.people ?? 0;
  const isGone = people === 0 && !override.isPending;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={people > 0 ? `Text ${formatPeople(people)} in their night?` : "Send it now?"}
      confirmLabel={people > 0 ? `Text ${formatPeople(people)} now` : "Send now"}
      count={0}
      over={isGone ? "Nobody is held for the night any more." : null}
      pending={override.isPending}
      error={override.error}
      onConfirm={() => override.mutate({ alertId: alert.id }, { onSuccess: onClose })}
    >
      <p>
        It is quiet hours where they live. They get it now, one after the other, instead of in the morning.
        That you decided it is written down.
      </p>
    </ConfirmDialog>
  );
}
