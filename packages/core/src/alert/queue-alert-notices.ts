import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import { can, roles } from "../access/permissions.ts";
import type { Context } from "../context.ts";
import { type NoticeOf, queueNotice } from "../delivery/notice/queue-notice.ts";
import type { Unconfirmed } from "../send-protocol/broadcast-kind.ts";
import { findAlert } from "./get-alert.ts";

/** Of an alert's words, so many stand for its name. */
const NAME_CHARACTERS = 60;

/**
 * Queues, in the transaction that pauses an alert by itself, the mail that says so, why, and what one can do.
 * @param pause.reason the first line says what happened, the rest what one can do
 */
export async function queueAlertPauseNotice(
  em: EntityManager,
  ctx: Context,
  { broadcastId, reason }: { readonly broadcastId: string; readonly reason: string },
): Promise<void> {
  const { of, name, waiting } = await alertNotice(em, ctx, broadcastId);
  const [happened = "", ...advice] = reason.split("\n");
  await queueNotice(em, ctx, {
    of,
    about: "pause",
    text: {
      subject: `A text alert has paused: “${name}”`,
      preheader: happened,
      paragraphs: [
        `The text alert “${name}” has paused by itself.`,
        happened,
        ...advice,
        ...(waiting > 0
          ? [`Not texted yet: ${peopleIn(waiting)}. Nobody is until somebody lets it go on.`]
          : []),
        "Texts about appointments lose their sense within hours: have a look soon, or call.",
      ],
    },
  });
}

/** Queues the mail that says that the provider owes an answer about texts of an alert, and that a person has to decide. */
export async function queueAlertUnconfirmedNotice(
  em: EntityManager,
  ctx: Context,
  { broadcastId, people }: Unconfirmed,
): Promise<void> {
  const { of, name } = await alertNotice(em, ctx, broadcastId);
  const whom = peopleIn(people);
  await queueNotice(em, ctx, {
    of,
    about: "unconfirmed",
    text: {
      subject: `Text alert “${name}”: ${whom} unconfirmed`,
      preheader: `The text provider has not said whether ${whom} got it.`,
      paragraphs: [
        `The text provider was given “${name}” for ${whom} and has not said whether it took it. They may have got it, or not.`,
        "It is never sent again by itself, so nobody gets it twice. Decide: send it again to those who are unconfirmed, at the risk that some get it twice, leave them, email or call them.",
        "We go on asking, and whoever turns out to have it is counted as sent.",
      ],
    },
  });
}

const peopleIn = (n: number) => (n === 1 ? "1 person" : `${n.toLocaleString("en-US")} people`);

/** An alert as its notices speak of it: to whoever sent it, and to everybody who may act on it. */
async function alertNotice(
  em: EntityManager,
  ctx: Context,
  alertId: string,
): Promise<{ of: NoticeOf; name: string; waiting: number }> {
  const { body, createdBy, counts } = await findAlert(em, ctx, alertId);
  const words = body.replace(/\s+/g, " ").trim();
  const admins = await em.find(
    StaffMember,
    {
      organisationId: ctx.organisationId,
      role: { $in: roles.filter((role) => can(role, "alert.manage")) },
      endedAt: null,
    },
    { fields: ["id"] },
  );
  return {
    of: {
      ...{ id: alertId, kind: "alert", staffIds: [createdBy.id, ...admins.map(({ id }) => id)] },
      ...{ path: `/messages?alerts=open&alert=${alertId}`, look: "Look at the alert" },
      closing: "You get this because you sent this alert, or may send alerts.",
    },
    name: words.length > NAME_CHARACTERS ? `${words.slice(0, NAME_CHARACTERS).trimEnd()}…` : words,
    waiting: counts.waiting,
  };
}
