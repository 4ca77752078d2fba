import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Drops raw provider events older than the organisation's retention (C12; 45 days by default). Outcomes stay: they are
 * facts of the recipients, clicks and totals. In steps, so that no transaction grows with the backlog.
 */
export async function forgetOldEvents({ ctx }: { ctx: Context }): Promise<void> {
  for (;;) {
    const gone = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      sql`
        delete from provider_event where id in (
          select provider_event.id from provider_event join organisation on organisation.id = provider_event.organisation_id
          where organisation.id = ${ctx.organisationId}
            and received_at < app_now() - make_interval(days => organisation.raw_event_retention_days)
          order by received_at limit 10000)`.execute(em.getKysely()),
    );
    if (!gone.numAffectedRows) return;
  }
}
