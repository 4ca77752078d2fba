"use client";

import type { Writing } from "@packpost/core/customer/write/get-writing";
import { useMemo } from "react";
import { excessOf } from "#web/components/markdown/too-long.ts";
import { useDraft } from "#web/components/thread/use-draft.ts";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { isAnswered } from "#web/trpc/is-answered.ts";
import { whenReachable } from "#web/trpc/when-reachable.ts";
import { packWritten, unpackWritten, type Written } from "./written.ts";

/**
 * What somebody is writing to a customer: kept in the browser with each key, on the server when the typing pauses (P12, T12).
 * @param staffMemberId whose
 */
export function useWriting(customerId: string, staffMemberId: string, draft: Writing["draft"]) {
  const client = useTRPCClient();
  const server = useMemo(
    () => (draft === null ? undefined : { body: packWritten(draft), version: draft.version }),
    [draft],
  );
  const { body, version, other, keeper } = useDraft({
    key: `packpost-email-draft-1/${staffMemberId}/${customerId}`,
    server,
    save: async (text, version) => {
      const { mailId, subject, bodyMarkdown } = unpackWritten(text);
      // What does not fit stays in the browser until it does.
      if (isTooLong({ subject, bodyMarkdown })) return { outcome: "refused" };
      try {
        const saved = await client.customer.email.saveDraft.mutate({
          ...{ customerId, subject, bodyMarkdown, version, mailId: mailId ?? crypto.randomUUID() },
        });
        return saved.outcome === "saved" ? saved : { ...saved, body: packWritten(saved) };
      } catch (error) {
        if (isAnswered(error)) return { outcome: "refused" };
        throw error;
      }
    },
    whenReachable,
  });
  const written = useMemo(() => unpackWritten(body), [body]);
  return {
    written,
    version,
    /** Another tab or device has something else. */
    other: other && unpackWritten(other.body),
    keeper,
    change: (changes: Partial<Written>) => {
      const before = unpackWritten(keeper.read().body);
      keeper.type(packWritten({ ...before, mailId: before.mailId ?? crypto.randomUUID(), ...changes }));
    },
  };
}

/** Whether it is more than can be sent. */
export function isTooLong({ subject, bodyMarkdown }: Pick<Written, "subject" | "bodyMarkdown">): boolean {
  return excessOf("subject", subject) > 0 || excessOf("bodyMarkdown", bodyMarkdown) > 0;
}
