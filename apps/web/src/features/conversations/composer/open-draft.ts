"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { openDraftBackup } from "#web/components/thread/draft-backup.ts";
import { returnToDraft, saveOpenDraft, useDraft } from "#web/components/thread/use-draft.ts";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { isAnswered } from "#web/trpc/is-answered.ts";
import { whenReachable } from "#web/trpc/when-reachable.ts";
import type { StaffItem } from "../outbox/outbox-item.ts";
import { sayTyped } from "../presence/use-own-signals.ts";
import { keyOfText } from "../text-route-words.ts";

type Kind = "reply" | "note";

/** In characters, as the server does. */
export const longestMessage = 10_000;

function keyOf(staffMemberId: string, threadId: string, kind: Kind): string {
  return `packpost-draft-1/${staffMemberId}/${threadId}/${kind}`;
}

/**
 * What somebody is writing in a thread: bound to this thread, kind and person for as long as it is open (T12).
 * @param staffMemberId whose
 */
export function useOpenDraft(thread: ThreadView, staffMemberId: string, kind: Kind) {
  const client = useTRPCClient();
  const { id: threadId } = thread;
  return useDraft({
    key: keyOf(staffMemberId, threadId, kind),
    server: thread.drafts.find((draft) => draft.kind === kind),
    save: async (body, version, textTo) => {
      // It would answer no: this browser keeps it until it is shorter.
      if (body.length > longestMessage) return { outcome: "refused" };
      try {
        return await client.conversation.saveDraft.mutate({ threadId, kind, body, version, textTo });
      } catch (error) {
        if (isAnswered(error)) return { outcome: "refused" };
        throw error;
      }
    },
    whenReachable,
    onTyped: (body) => sayTyped(threadId, kind, body),
  });
}

/** Puts what was not sent back to where it was written, before whatever stands there by now. */
export function putBack(
  staffMemberId: string,
  threadId: string,
  written: Pick<StaffItem, "kind" | "body" | "text">,
): void {
  const textTo = written.kind === "reply" ? keyOfText(written.text ?? null) : null;
  returnToDraft(keyOf(staffMemberId, threadId, written.kind), written.body, textTo);
}

/** Has the reply that somebody is writing saved at once, so that the server can put something above it. */
export function saveReplyNow(staffMemberId: string, threadId: string): Promise<boolean> {
  return saveOpenDraft(keyOf(staffMemberId, threadId, "reply"));
}

/** What this browser has kept of somebody's drafts in a thread, also of one that is not open to them any more. */
export function keptDrafts(staffMemberId: string, threadId: string): string[] {
  return (["reply", "note"] as const)
    .map((kind) => openDraftBackup(keyOf(staffMemberId, threadId, kind)).read()?.body ?? "")
    .filter((body) => body.trim() !== "");
}
