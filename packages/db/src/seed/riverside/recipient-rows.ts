import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";
import type { PastCampaign } from "./past-campaigns.ts";

const unsubscribed = 1024;
const hardBounced = 2048;
const complained = 4096;
const consequences = unsubscribed | hardBounced | complained;
const sameMailbox = 65_536;

/** A customer of the pass as eligibility shows them today. */
export type AudienceMember = {
  readonly customer_id: string;
  readonly email: string | null;
  readonly email_key: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly valid_through: string | null;
  readonly pet_names: readonly string[];
  readonly reasons: number;
};

const minuteMs = 60_000;
const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minuteMs);

/** One row per person, with the facts as they would have come in. Members must be in the order of the snapshot. */
export function recipientRows(
  campaign: PastCampaign,
  members: readonly AudienceMember[],
  scope: {
    readonly organisationId: string;
    readonly campaignId: string;
    readonly attemptId: string;
    readonly beganAt: Date;
    readonly random: Random;
  },
): Row[] {
  const { beganAt, random } = scope;
  const mailboxes = new Set<string>();
  const cancelAfter = campaign.sentShare * members.length;

  return members.map((member, at) => {
    const known = campaign.consequences === "before" ? member.reasons : member.reasons & ~consequences;
    const taken = known === 0 && member.email_key !== null && mailboxes.has(member.email_key);
    const skipReasons = known | (taken ? sameMailbox : 0);
    const cancelled = skipReasons === 0 && at >= cancelAfter;
    const sent = skipReasons === 0 && !cancelled;
    if (skipReasons === 0 && member.email_key) mailboxes.add(member.email_key);
    const event = campaign.consequences === "from" ? member.reasons & consequences : 0;
    return {
      organisation_id: scope.organisationId,
      id: idFrom(beganAt, random),
      broadcast_id: scope.campaignId,
      customer_id: member.customer_id,
      slice: skipReasons === 0 ? 0 : null,
      email_key: member.email_key,
      skip_reasons: skipReasons,
      skipped_at: skipReasons === 0 ? null : beganAt,
      cancelled_at: cancelled ? later(beganAt, 3) : null,
      email: sent ? member.email : null,
      attempt_id: sent ? scope.attemptId : null,
      provider_message_id: sent ? idFrom(later(beganAt, 0.1), random) : null,
      claimed_at: sent ? beganAt : null,
      ...(sent ? facts(event, beganAt, random) : noFacts),
    };
  });
}

/** Those a mail went to, as the claim freezes them (core/broadcast/claim-batch.ts; test/db checks that both agree). */
export function frozenPeople(members: readonly AudienceMember[], rows: readonly Row[]): Row[] {
  return rows.flatMap(({ id, email }, at) => {
    const member = members[at];
    if (email === null || member === undefined) return [];
    const { first_name, last_name, pet_names, valid_through } = member;
    return [{ id, email, values: { first_name, last_name, pet_names, valid_through } }];
  });
}

const noFacts = {
  sent_at: null,
  delivered_at: null,
  opened_at: null,
  bot_opened_at: null,
  clicked_at: null,
  soft_bounced_at: null,
  hard_bounced_at: null,
  unsubscribed_at: null,
  complained_at: null,
  provider_message: null,
} as const satisfies Record<string, Date | string | null>;

/** What the provider told about one accepted mail. */
function facts(
  event: number,
  beganAt: Date,
  random: Random,
): Record<keyof typeof noFacts, Date | string | null> {
  const sentAt = later(beganAt, 0.05);
  if (event & hardBounced) {
    const words = "smtp;550 5.1.1 The email account that you tried to reach does not exist";
    return { ...noFacts, sent_at: sentAt, hard_bounced_at: later(beganAt, 0.2), provider_message: words };
  }
  const fate = random.next();
  if (event === 0 && fate < 0.006) {
    return {
      ...noFacts,
      sent_at: sentAt,
      soft_bounced_at: later(beganAt, 2),
      provider_message: "smtp;452 4.2.2 Mailbox full",
    };
  }
  // The provider never told what became of these.
  if (event === 0 && fate < 0.014) return { ...noFacts, sent_at: sentAt };
  const deliveredAt = later(beganAt, 0.2 + random.next());
  const readAfterMinutes = 2 + 600 * random.next() ** 3;
  const opened = event !== 0 || random.chance(0.42);
  const clicked = opened && event === 0 && random.chance(0.28);
  return {
    ...noFacts,
    sent_at: sentAt,
    delivered_at: deliveredAt,
    provider_message: "smtp;250 2.0.0 OK, queued for delivery",
    bot_opened_at: random.chance(0.18) ? later(deliveredAt, 0.3) : null,
    opened_at: opened ? later(deliveredAt, readAfterMinutes) : null,
    clicked_at: clicked ? later(deliveredAt, readAfterMinutes + 1) : null,
    unsubscribed_at: event & unsubscribed ? later(deliveredAt, readAfterMinutes + 2) : null,
    complained_at: event & complained ? later(deliveredAt, readAfterMinutes + 1) : null,
  };
}
