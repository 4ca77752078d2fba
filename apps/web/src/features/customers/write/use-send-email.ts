"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import type { useWriting } from "./use-writing.ts";

interface SendEmailOptions {
  customerId: string;
  name: string;
  /** The address that is shown. */
  to: string | null;
  draft: ReturnType<typeof useWriting>;
}

/**
 * Sends what stands in the fields, under the id that its draft has: pressed twice, or again because no answer came, it goes out once. The
 * fields are emptied by an answer alone.
 */
export function useSendEmail({ customerId, name, to, draft }: SendEmailOptions) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const { written, version, keeper, change } = draft;
  const mutation = useMutation(
    trpc.customer.email.send.mutationOptions({
      onSuccess: async (sent) => {
        if (sent.outcome === "other_address" || sent.outcome === "barred")
          await client.invalidateQueries(trpc.customer.pathFilter());
        if (sent.outcome !== "queued") return;
        keeper.send();
        notifications.show({ message: `On its way to ${name}.` });
        await client.invalidateQueries(trpc.customer.pathFilter());
        // In its place: Back leads to the person, not to an empty form.
        router.replace(`/customers/${customerId}/emails?view=notes`);
      },
    }),
  );
  const send = (mailId = written.mailId) =>
    mutation.mutate({
      ...{ customerId, to: to ?? "", draftVersion: version, mailId: mailId ?? crypto.randomUUID() },
      ...{ subject: written.subject, bodyMarkdown: written.bodyMarkdown },
    });
  return {
    isPending: mutation.isPending,
    result: mutation.data,
    error: mutation.error,
    send: () => send(),
    /** It was sent before in other words: these go as a mail of their own. */
    sendAsAnother: () => {
      const mailId = crypto.randomUUID();
      change({ mailId });
      send(mailId);
    },
  };
}
