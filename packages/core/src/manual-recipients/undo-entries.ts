import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { changeList } from "./change-list.ts";
import { countEntries, type EntryCount } from "./count-entries.ts";
import { markDuplicates } from "./mark-duplicates.ts";
import type { UndoEntriesInput } from "./schemas.ts";

/**
 * Undoes a change of a list (C3): what it brought goes, what it took away comes back. A newer change makes a removal final.
 * @throws {PackpostError} forbidden, not_found, conflict (see change-list)
 */
export async function undoEntries({
  ctx,
  input,
}: {
  ctx: Context;
  input: UndoEntriesInput;
}): Promise<{ count: EntryCount }> {
  requirePermission(ctx, "campaign.write");
  const { campaignId, list, changeId } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    changeList(em, ctx, input, async () => {
      const of = sql`organisation_id = ${ctx.organisationId} and campaign_id = ${campaignId} and list = ${list}`;
      const kysely = em.getKysely();
      await sql`update campaign_entry set removed_by = null where ${of} and removed_by = ${changeId}`.execute(
        kysely,
      );
      await sql`delete from campaign_entry where ${of} and brought_by = ${changeId}`.execute(kysely);
      await markDuplicates(em, ctx, input);
      writeAudit(em, ctx, {
        action: "campaign.entries_undone",
        subjectKind: "campaign",
        subjectId: campaignId,
        detail: { list },
      });
      return { count: await countEntries(em, ctx, input) };
    }),
  );
}
