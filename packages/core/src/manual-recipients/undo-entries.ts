import { ManualRecipient } from "@packpost/db/entities/manual-recipient.entity";
import { inOrganisation } from "@packpost/db/orm";
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
      const ofList = { organisationId: ctx.organisationId, campaign: campaignId, list };
      await em.nativeUpdate(ManualRecipient, { ...ofList, removedBy: changeId }, { removedBy: null });
      await em.nativeDelete(ManualRecipient, { ...ofList, broughtBy: changeId });
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
