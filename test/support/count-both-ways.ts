import { type AudienceKey, audienceOf } from "@packpost/core/audience/audience-sql";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import type { Context } from "@packpost/core/context";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";

/** How many of a draft's audience have which reasons: from what is kept of its pass's audience, and by evaluating everybody. */
export async function countBothWays(
  ctx: Context,
  draft: AudienceKey,
): Promise<{ kept: unknown; everybody: unknown }> {
  const { willReceive, willNot, added, reasons } = await countAudience({ ctx, input: draft });
  const { willReceive: reviewed } = await reviewAudience({ ctx, input: draft });
  const concerned = Object.fromEntries(reasons.map(({ code, people }) => [code, people]));
  const everybody = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      with audience as materialized (select * from ${audienceOf(draft)} people)
      select count(*) filter (where reasons = 0)::int as "willReceive", count(*) filter (where reasons <> 0)::int as "willNot",
        count(*) filter (where added)::int as added, count(*) filter (where reasons = 0)::int as reviewed,
        (select coalesce(jsonb_object_agg(code, people), '{}') from (
          select code, count(*) as people from reason_codes() join audience one on one.reasons & mask <> 0 group by code) counted) as concerned
      from audience`.execute(em.getKysely());
    return rows[0];
  });
  return { kept: { willReceive, willNot, added, reviewed, concerned }, everybody };
}
