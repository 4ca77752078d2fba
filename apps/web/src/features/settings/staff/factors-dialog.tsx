"use client";

import type { ShownMember } from "@packpost/core/staff/membership/list-staff";
import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";

interface FactorsDialogProps {
  member: ShownMember;
  onClose: () => void;
}

/** Lets a colleague in again who has lost phone and recovery codes: their password alone opens the account until they add another factor. */
export function FactorsDialog({ member: { id, name }, onClose }: FactorsDialogProps) {
  const trpc = useTRPC();
  const reset = useMutation(
    trpc.account.factors.resetOf.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: `${name} signs in with the password alone now.` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Let ${name} in without their second factor?`}
      confirmLabel="Take their second factors away"
      count={1}
      onConfirm={() => reset.mutate({ staffMemberId: id })}
      pending={reset.isPending}
      error={reset.error}
      danger
    >
      <p>
        Their passkeys, authenticator app and recovery codes go, and they are signed out everywhere. Until
        they add another factor, their password alone opens the account.
      </p>
      <p>Do this only when you know that it is {name} who asks: call them, or see them.</p>
    </ConfirmDialog>
  );
}
