"use client";

import type { PortalThread } from "@packpost/core/portal/read-own-thread";
import { useDraft } from "#web/components/thread/use-draft.ts";
import { portalClient, refusalOf } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { portalReach } from "./portal-reach.ts";

/** Longest message, in characters; what is longer is kept in this browser alone. */
export const longestMessage = 10_000;

/** What a customer is writing in their family's thread (V2, T12): on every device of theirs. */
export function useOwnDraft(
  { threadId, draft }: Pick<PortalThread, "threadId" | "draft">,
  customerId: string,
) {
  const client = portalClient(usePortal().slug);
  return useDraft({
    key: `packpost-portal-draft-1/${customerId}/${threadId}`,
    server: draft ?? undefined,
    save: async (body, version) => {
      if (body.length > longestMessage) return { outcome: "refused" };
      try {
        return await client.thread.saveDraft.mutate({ threadId, body, version });
      } catch (thrown) {
        const { code } = refusalOf(thrown);
        // Asked again only for what may be otherwise in a moment.
        if (code === "away" || code === "unavailable") throw thrown;
        return { outcome: "refused" };
      }
    },
    whenReachable: portalReach.whenReachable,
  });
}
