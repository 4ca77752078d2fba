"use client";

import type { ShownKey } from "@packpost/core/api-key/list-keys";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** Asks before a key is ended for good. */
export function RevokeKey({ line, onClose }: { line: ShownKey; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: async () => {
        onClose();
        notifications.show({ message: `The key “${line.name}” opens nothing any more.` });
        await client.invalidateQueries(trpc.apiKey.pathFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Revoke “${line.name}”?`}
      confirmLabel="Revoke the key"
      count={1}
      danger
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ keyId: line.id })}
    >
      <p>
        Whatever uses it is refused from now on. This cannot be undone. To change a key without an
        interruption, rotate it instead.
      </p>
    </ConfirmDialog>
  );
}
