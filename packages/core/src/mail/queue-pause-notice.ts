import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import { queueNotice } from "./queue-notice.ts";
import { writePauseNotice } from "./write-pause-notice.ts";

/** Queues, in the transaction that pauses a campaign by itself, the mail that says so. */
export function queuePauseNotice(
  em: EntityManager,
  ctx: Context,
  { campaignId, reason }: { readonly campaignId: string; readonly reason: string },
): Promise<void> {
  return queueNotice(em, ctx, {
    campaignId,
    about: "pause",
    write: (campaign, letterhead) => writePauseNotice({ campaign, letterhead, reason }),
  });
}
