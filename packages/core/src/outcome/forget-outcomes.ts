import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";

/** So long, in days, one may be behind with reading outcomes. */
export const OUTCOME_DAYS = 30;

/**
 * Drops changes of outcomes that are older than {@link OUTCOME_DAYS}; the outcomes themselves stay. In steps, from the oldest on, each of
 * which says how far it went: who reads on from before that is told so. By outcome_change_in_order.
 */
export async function forgetOutcomes({ ctx }: { ctx: Context }): Promise<void> {
  for (;;) {
    const gone = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
      await readByIndex(em);
      const { rows } = await sql<{ n: number }>`
        with oldest as (
          select id, transaction_id, at from outcome_change
          where organisation_id = ${ctx.organisationId} and transaction_id >= 0 order by transaction_id, id limit 1000
        ), gone as (
          delete from outcome_change where organisation_id = ${ctx.organisationId}
            and id = any(array(select id from oldest where at < app_now() - make_interval(days => ${OUTCOME_DAYS})))
          returning transaction_id
        ), said as (
          update outcome_feed set forgotten_transaction_id = greatest(forgotten_transaction_id, (select max(transaction_id) from gone))
          where organisation_id = ${ctx.organisationId} and exists (select from gone))
        select count(*)::int as n from gone`.execute(em.getKysely());
      return rows[0]?.n ?? 0;
    });
    if (gone < 1000) return;
  }
}
