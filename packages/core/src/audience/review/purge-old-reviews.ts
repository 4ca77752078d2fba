import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { readByIndex } from "../../sweep/read-by-index.ts";

/**
 * Drops reviews that nobody has sent by for a day, as of drafts that were never sent (C7), and what they would need to be
 * compared. Uses campaign_review_by_age, whose predicate is always true and must be said.
 */
export async function purgeOldReviews({ ctx }: { ctx: Context }): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await readByIndex(em);
    await sql`
      delete from campaign_review
      where organisation_id = ${ctx.organisationId} and reviewed_at > '-infinity' and reviewed_at < app_now() - interval '1 day'`.execute(
      em.getKysely(),
    );
    // Ids are uuid v7: a range of the key. An hour longer than reviews are kept.
    await sql`delete from eligibility_change where organisation_id = ${ctx.organisationId} and id < uuidv7(-interval '25 hours')`.execute(
      em.getKysely(),
    );
  });
}
