import type { EntityManager } from "@packpost/db/orm";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";
import type { Context } from "../context.ts";
import { queueNotice } from "./queue-notice.ts";
import { writeNotice } from "./write-notice.ts";

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

/**
 * The mail that says that a campaign has paused by itself, why, and what one can do (C7, C17).
 * @param notice.reason the first line says what happened, the rest what one can do
 */
function writePauseNotice(notice: {
  readonly campaign: { readonly url: string; readonly name: string };
  readonly letterhead: Letterhead;
  readonly reason: string;
}): Promise<RenderedMessage> {
  const { campaign, letterhead, reason } = notice;
  const [happened = "", ...advice] = reason.split("\n");
  const { name } = campaign;
  return writeNotice({
    campaignUrl: campaign.url,
    letterhead,
    subject: `“${name}” has paused`,
    preheader: happened,
    paragraphs: [
      `“${name}” has paused by itself.`,
      happened,
      ...advice,
      "Nobody else is written to until somebody lets it go on, on its page.",
    ],
  });
}
