"use client";

import type { ShownProvider } from "@packpost/core/provider-account/get-providers";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { providerWords } from "./provider-words.ts";

/** Asks before a key is forgotten. */
export function RemoveKey({ channel, onClose }: Pick<ShownProvider, "channel"> & { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { messages, title } = providerWords[channel];
  const remove = useMutation(
    trpc.settings.removeProviderKey.mutationOptions({
      onSuccess: async () => {
        onClose();
        notifications.show({ message: "The key is forgotten." });
        await client.invalidateQueries(trpc.settings.providers.queryFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove the key of the ${title.toLowerCase()}?`}
      confirmLabel="Remove the key"
      count={1}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ channel })}
    >
      <p>
        Packpost forgets it at once. Your {messages} then leave by the installation’s account if you are the
        only organisation here, and wait otherwise. To change a key without an interruption, replace it
        instead. At the provider it stays valid until you end it there.
      </p>
    </ConfirmDialog>
  );
}
