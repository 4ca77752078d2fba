import type { EntityManager } from "@packpost/db/orm";
import type { InboundText } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { optInNumber, optOutNumber } from "../texting/number-consent.ts";
import type { Keyword } from "../texting/read-keyword.ts";

/** So long a test waits for its phone. */
const TEST_TIME = "2 hours";
/** So many answers are remembered: far more than the provider's list tells again. */
const MOST_ANSWERS = 100;

/**
 * Ticks off what a phone that tests texting answers (A15): any words, then STOP, then START. Each counts after the one before, and once:
 * told again by the provider's list, when the test may be over, it is the test's still.
 * @returns whether the text was the test's alone: somebody who is a customer too has it in their thread as well
 */
export async function noteTestReply(
  em: EntityManager,
  ctx: Context,
  { text, keyword }: { text: InboundText; keyword: Keyword | undefined },
): Promise<boolean> {
  const kysely = em.getKysely();
  const known = sql<boolean>`exists (select from customer where customer.organisation_id = ${ctx.organisationId} and customer.phone = ${text.from})`;
  const told = sql<boolean>`${text.providerMessageId} = any(test_message_ids)`;
  const { rows } = await sql<{ known: boolean }>`
    update texting set
      test_message_ids = case when ${known} then test_message_ids
        else (test_message_ids || ${text.providerMessageId}::text)[greatest(1, cardinality(test_message_ids) + 2 - ${MOST_ANSWERS}::int):] end,
      test_replied_at = case when ${keyword === undefined} then coalesce(test_replied_at, app_now()) else test_replied_at end,
      test_stopped_at = case when ${keyword === "stop"} then coalesce(test_stopped_at, app_now()) else test_stopped_at end,
      test_restarted_at = case when ${keyword === "start"} and test_stopped_at is not null then coalesce(test_restarted_at, app_now()) else test_restarted_at end
    where organisation_id = ${ctx.organisationId} and test_number = ${text.from} and test_started_at > app_now() - ${TEST_TIME}::interval
      and test_restarted_at is null and not ${told}
    returning ${known} as known`.execute(kysely);
  const [test] = rows;
  if (test === undefined) {
    const before = await sql`
      select from texting where organisation_id = ${ctx.organisationId} and ${told}`.execute(kysely);
    return before.rows.length > 0;
  }
  if (test.known) return false;
  const wish = { number: text.from, by: "keyword", at: text.receivedAt } as const;
  if (keyword === "stop") await optOutNumber(em, ctx, wish);
  if (keyword === "start") await optInNumber(em, ctx, wish);
  return true;
}
