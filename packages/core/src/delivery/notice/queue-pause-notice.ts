import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../../context.ts";
import { campaignNotice } from "./campaign-notice.ts";
import { queueNotice } from "./queue-notice.ts";

/**
 * Queues, in the transaction that pauses a campaign by itself, the mail that says so, why, and what one can do (C7, C17).
 * @param pause.reason the first line says what happened, the rest what one can do
 */
export async function queuePauseNotice(
  em: EntityManager,
  ctx: Context,
  pause: { readonly broadcastId: string; readonly reason: string },
): Promise<void> {
  const [happened = "", ...advice] = pause.reason.split("\n");
  const { of, name } = await campaignNotice(em, ctx, pause.broadcastId);
  await queueNotice(em, ctx, {
    of,
    about: "pause",
    text: {
      subject: `“${name}” has paused`,
      preheader: happened,
      paragraphs: [
        `“${name}” has paused by itself.`,
        happened,
        ...advice,
        "Nobody else is written to until somebody lets it go on, on its page.",
      ],
    },
  });
}
