import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { UNTITLED } from "../enums.ts";

const rowSchema = z.object({ id: z.string() });

/**
 * Deletes drafts that somebody began a day ago or more and in which nobody has written or chosen anything since: they are
 * a press of "New campaign" and nothing else. Whatever belongs to a campaign (a list, a preview) keeps it.
 * @returns how many are gone
 */
export async function purgeEmptyDrafts({ ctx }: { ctx: Context }): Promise<number> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const empty = sql`
      campaign.organisation_id = ${ctx.organisationId} and broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
        and status = 'draft' and version = 1 and created_at < app_now() - interval '1 day'
        and name = ${UNTITLED} and pass_id is null and subject = '' and preheader = '' and body_markdown = ''
        and copy_to = 'sender' and parent_id is null and archived_at is null
        and not exists (select from manual_recipient entry where entry.organisation_id = campaign.organisation_id and entry.campaign_id = campaign.id)
        and not exists (select from delivery where delivery.organisation_id = campaign.organisation_id and delivery.campaign_id = campaign.id)
`;
    // Held first: whoever edits one just now has written by the time it is looked at again.
    await sql`select from campaign, broadcast where ${empty} for no key update of broadcast skip locked`.execute(
      em.getKysely(),
    );
    const { rows } = await sql`
      delete from broadcast using campaign where ${empty} returning broadcast.id`.execute(em.getKysely());
    for (const row of rows)
      writeAudit(em, ctx, {
        action: "campaign.empty_draft_deleted",
        subjectKind: "campaign",
        subjectId: rowSchema.parse(row).id,
      });
    return rows.length;
  });
}
