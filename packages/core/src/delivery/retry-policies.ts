import type { DeliveryPurpose } from "@packpost/db/enums";
import { type RawBuilder, sql } from "kysely";

/** How long a delivery is worth trying, how often, and what its line says when it has come to nothing. */
export interface RetryPolicy {
  /** From when somebody asked for it until it is given up, in milliseconds. A call that may have arrived is asked about longer. */
  readonly forMs: number;
  /** Between two calls that surely were not taken, in milliseconds: doubling from one to the other. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** The same where the provider refuses us or our account; null: that ends it, whoever asked can do something about it. */
  readonly refusedWaitMs: number | null;
  readonly givenUp: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Nobody looks at the page for it, and a notice may speak of the very trouble that holds it up, a revoked key for one. */
const worthADay: RetryPolicy = {
  forMs: DAY_MS,
  firstWaitMs: 1_000,
  longestWaitMs: MINUTE_MS,
  refusedWaitMs: 5 * MINUTE_MS,
  givenUp: "It could not be sent within a day, so it is not tried any more.",
};

export const retryPolicies: Readonly<Record<DeliveryPurpose, RetryPolicy>> = {
  // Somebody waits for it, and their text has moved on soon. Long enough for one lost call: absent twice, ten minutes apart.
  preview: {
    forMs: 15 * MINUTE_MS,
    firstWaitMs: 1_000,
    longestWaitMs: 15_000,
    refusedWaitMs: null,
    givenUp: "It could not be sent within 15 minutes, so it is not tried any more. Send the preview again.",
  },
  copy: worthADay,
  notice: worthADay,
  unread_notice: worthADay,
  alert_mail: worthADay,
  individual: worthADay,
  work_order: worthADay,
  e_signature: worthADay,
  card_processing: worthADay,
  // When somebody will look is known by then.
  hours_line: { ...worthADay, forMs: 4 * 60 * MINUTE_MS },
  // Of a visit today: tomorrow nobody needs it.
  visit_notice: { ...worthADay, forMs: 12 * 60 * MINUTE_MS },
  // The family sees it in the thread at once; who sent it sees that it failed, and sends it again.
  conversation_text: {
    forMs: 30 * MINUTE_MS,
    firstWaitMs: 1_000,
    longestWaitMs: 15_000,
    refusedWaitMs: null,
    givenUp: "It could not be sent within 30 minutes, so it is not tried any more. Send it again.",
  },
  // Somebody waits for it with a phone in their hand.
  text_test: {
    forMs: 5 * MINUTE_MS,
    firstWaitMs: 1_000,
    longestWaitMs: 10_000,
    refusedWaitMs: null,
    givenUp: "It could not be sent within 5 minutes, so it is not tried any more. Test again.",
  },
  // Somebody waits for it before the settings.
  inbound_test: {
    forMs: 5 * MINUTE_MS,
    firstWaitMs: 1_000,
    longestWaitMs: 10_000,
    refusedWaitMs: null,
    givenUp: "It could not be sent within 5 minutes, so it is not tried any more. Test again.",
  },
  // The code ends sooner.
  sign_in: {
    forMs: 10 * MINUTE_MS,
    firstWaitMs: 1_000,
    longestWaitMs: 10_000,
    refusedWaitMs: null,
    givenUp: "It could not be sent while its code was good.",
  },
  invitation: worthADay,
  // Its link ends then.
  password_reset: {
    forMs: 30 * MINUTE_MS,
    firstWaitMs: 1_000,
    longestWaitMs: 10_000,
    refusedWaitMs: null,
    givenUp: "It could not be sent while its link was good.",
  },
};

/**
 * How long to wait for the next call.
 * @param calls how many there have been
 */
export function waitAfter(policy: RetryPolicy, calls: number): number {
  return Math.min(policy.firstWaitMs * 2 ** Math.max(calls - 1, 0), policy.longestWaitMs);
}

/** When a delivery is given up, as SQL over its row. */
export const giveUpAt = sql<Date>`delivery.asked_at + ${byPurpose(({ forMs }) => sql`make_interval(secs => ${forMs / 1000})`)}`;

/** What its line says then, as SQL over its row. */
export const givenUpWords = byPurpose(({ givenUp }) => sql`${givenUp}::text`);

function byPurpose(value: (policy: RetryPolicy) => RawBuilder<unknown>): RawBuilder<unknown> {
  const cases = Object.entries(retryPolicies).map(
    ([purpose, policy]) => sql`when ${purpose} then ${value(policy)}`,
  );
  return sql`case delivery.purpose ${sql.join(cases, sql` `)} end`;
}
