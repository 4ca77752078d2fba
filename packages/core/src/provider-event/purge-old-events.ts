import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";

/**
 * Drops raw provider events older than the organisation's retention (C12; 45 days by default). Outcomes stay: they are
 * facts of the recipients, clicks and totals. So are messages of before a restore that nobody was written down for since. In steps, so that no transaction grows with the backlog. Uses
 * provider_event_by_age, whose predicate is always true and must be said.
 */
export async function purgeOldEvents({ ctx }: { ctx: Context }): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      delete from message_after_backup where organisation_id = ${ctx.organisationId} and found_at < (
        select app_now() - make_interval(days => raw_event_retention_days) from organisation where id = ${ctx.organisationId})`.execute(
      em.getKysely(),
    ),
  );
  for (;;) {
    const gone = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
      await readByIndex(em);
      return sql`
        delete from provider_event where organisation_id = ${ctx.organisationId} and dedupe_key = any(array(
          select dedupe_key from provider_event
          where organisation_id = ${ctx.organisationId} and received_at > '-infinity' and received_at < (
            select app_now() - make_interval(days => raw_event_retention_days) from organisation where id = ${ctx.organisationId})
          order by received_at limit 10000))`.execute(em.getKysely());
    });
    if (!gone.numAffectedRows) return;
  }
}
