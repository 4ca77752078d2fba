import type { EntityManager } from "@packpost/db/orm";
import type { Elsewhere } from "../../campaign/progress/read-reconciling.ts";
import type { Context } from "../../context.ts";
import type { Unconfirmed } from "../../send-protocol/broadcast-kind.ts";
import { campaignNotice } from "./campaign-notice.ts";
import { queueNotice } from "./queue-notice.ts";

/** What comes of it by itself, or why nothing does and what one can do. */
const courses: Record<Elsewhere | "none", readonly string[]> = {
  none: [
    "We go on asking. Whoever turns out to have it is counted as sent. If the provider turns out to have nothing for somebody, their mail is sent again by itself, for a day. Nobody gets it twice that way.",
    "You need not do anything. On the campaign's page you can also decide yourself: send it again to those who are unconfirmed, or leave them.",
  ],
  other: [
    "The key to the mail provider has been changed since: we now ask another Postmark server, which knows nothing of that mail. So nobody is sent it again by itself.",
    "Ask whoever runs Packpost to put the old server token back for an hour: then we can ask the right one, and do what is left by ourselves. Or decide on the campaign's page: send it again to those who are unconfirmed, at the risk that some get it twice, or leave them.",
  ],
  unknown: [
    "That was before an update of Packpost, and it was not noted then which Postmark server was given it. So nobody is sent it again by itself.",
    "We go on asking, and whoever turns out to have it is counted as sent. Of the others you decide on the campaign's page: send it again to those who are unconfirmed, at the risk that some get it twice, or leave them.",
  ],
};

/** Queues the mail that says that the provider owes an answer about people of a campaign, and what one can do. */
export async function queueUnconfirmedNotice(
  em: EntityManager,
  ctx: Context,
  { broadcastId: campaignId, people, elsewhere }: Unconfirmed,
): Promise<void> {
  const whom = people === 1 ? "1 person" : `${people.toLocaleString("en-US")} people`;
  const { of, name } = await campaignNotice(em, ctx, campaignId);
  await queueNotice(em, ctx, {
    of,
    about: "unconfirmed",
    text: {
      subject: `“${name}”: ${whom} unconfirmed`,
      preheader: `The mail provider has not said whether ${whom} got it.`,
      paragraphs: [
        `The mail provider was given “${name}” for ${whom} and has not said whether it took it. They may have got it, or not.`,
        ...courses[elsewhere ?? "none"],
      ],
    },
  });
}
