import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { AudienceKey } from "../audience-sql.ts";
import { findFewFailed } from "../find-few-failed.ts";
import { followPassAudience } from "../kept/keep-pass-audience.ts";
import { changesOf, evaluatedSince, keptReceivers } from "../kept/pass-audience-sql.ts";
import { howMany, receiverNumbers } from "../review-sql.ts";

/**
 * Asks something of the numbers of whoever would receive a campaign now: from what is kept of the pass's audience, in
 * milliseconds at a million, else by evaluating everybody.
 * @param ask runs a statement that begins with these CTEs, the last of which is `present`, of one row with `numbers`;
 *   undefined when `present` was empty: then it is asked once more
 */
export async function readReceivers<T>(
  em: EntityManager,
  key: AudienceKey,
  ask: (present: RawBuilder<unknown>) => Promise<T | undefined>,
): Promise<T> {
  await followPassAudience(em, key);
  const kept = await ask(
    sql`with ${changesOf(key.passId)}, ${evaluatedSince(key)}, present as materialized (select numbers from ${keptReceivers} kept)`,
  );
  if (kept !== undefined) return kept;
  const few = await findFewFailed(em, key.campaignId);
  const answer = await ask(
    sql`with present as materialized (select numbers from ${receiverNumbers(key, few)} counted)`,
  );
  if (answer === undefined) throw new Error("Nobody said who would receive it");
  return answer;
}

/** How many would receive a campaign now. */
export async function countReceivers(em: EntityManager, key: AudienceKey): Promise<number> {
  return readReceivers(em, key, async (present) => {
    const { rows } = await sql`${present} select ${howMany(sql`numbers`)} as people from present`.execute(
      em.getKysely(),
    );
    return z.object({ people: z.number() }).optional().parse(rows[0])?.people;
  });
}
