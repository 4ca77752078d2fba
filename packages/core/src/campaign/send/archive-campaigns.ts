import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { ArchiveCampaignsInput } from "../schemas.ts";

/**
 * Takes many campaigns out of the list into the archive, or back (C16): those named, or all that a search and statuses
 * find, in one statement. What is scheduled, sending or paused stays in sight.
 *
 * @returns which were changed, so that exactly those can be taken back, and how many stay because they are on their way
 * @throws {PackpostError} forbidden
 */
export async function archiveCampaigns({
  ctx,
  input,
}: {
  ctx: Context;
  input: ArchiveCampaignsInput;
}): Promise<{ changed: string[]; moving: number }> {
  requirePermission(ctx, "campaign.write");
  const { which, archived } = input;
  const meant =
    which.kind === "ids"
      ? sql`campaign.id = any(${which.ids}::uuid[])`
      : sql`(${which.statuses.length === 0} or status = any(${which.statuses}::text[]))
        and (${which.search} = '' or position(fold_text(${which.search}) in fold_text(name || ' ' || subject)) > 0)`;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string; settled: boolean }>`
      with meant as (
        select campaign.id, status in ('draft', 'sent', 'cancelled') as settled
        from campaign join broadcast using (organisation_id, id)
        where organisation_id = ${ctx.organisationId} and (archived_at is not null) <> ${archived} and ${meant}
        order by campaign.id for share of broadcast),
      changed as (
        update campaign set archived_at = ${archived ? sql`app_now()` : sql`null`}
        where organisation_id = ${ctx.organisationId} and id in (select id from meant where settled))
      select id, settled from meant`.execute(em.getKysely());
    const changed = rows.filter(({ settled }) => settled).map(({ id }) => id);
    for (const subjectId of changed)
      writeAudit(em, ctx, {
        action: archived ? "campaign.archived" : "campaign.unarchived",
        subjectKind: "campaign",
        subjectId,
      });
    return { changed, moving: rows.length - changed.length };
  });
}
