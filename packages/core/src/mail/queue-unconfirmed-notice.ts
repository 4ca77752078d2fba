import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import { queueNotice } from "./queue-notice.ts";
import { writeNotice } from "./write-notice.ts";

/** Queues the mail that says that the provider owes an answer about people of a campaign, and what one can do. */
export function queueUnconfirmedNotice(
  em: EntityManager,
  ctx: Context,
  { campaignId, people }: { readonly campaignId: string; readonly people: number },
): Promise<void> {
  const whom = people === 1 ? "1 person" : `${people.toLocaleString("en-US")} people`;
  return queueNotice(em, ctx, {
    campaignId,
    about: "unconfirmed",
    write: ({ id, name }, letterhead) =>
      writeNotice({
        campaignId: id,
        letterhead,
        subject: `“${name}”: ${whom} unconfirmed`,
        preheader: `The mail provider has not said whether ${whom} got it.`,
        paragraphs: [
          `The mail provider was given “${name}” for ${whom} and has not said whether it took it. They may have got it, or not.`,
          "We go on asking. Whoever turns out to have it is counted as sent. If the provider turns out to have nothing for somebody, their mail is sent again by itself, for a day. Nobody gets it twice that way.",
          "You need not do anything. On the campaign's page you can also decide yourself: send it again to those who are unconfirmed, or leave them.",
        ],
      }),
  });
}
