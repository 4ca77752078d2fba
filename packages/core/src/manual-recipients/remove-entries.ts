import { ManualRecipient } from "@packpost/db/entities/manual-recipient.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { changeList } from "./change-list.ts";
import { countEntries, type EntryCount } from "./count-entries.ts";
import { markDuplicates, purgeRemoved } from "./mark-duplicates.ts";
import type { RemoveEntriesInput } from "./schemas.ts";

/**
 * Takes one entry, all that mean one person, those that need a look, or all off a list (C3). `changeId` undoes it.
 * @throws {PackpostError} forbidden, not_found, conflict (see change-list)
 */
export async function removeEntries({
  ctx,
  input,
}: {
  ctx: Context;
  input: RemoveEntriesInput;
}): Promise<{ changeId: string; removed: number; count: EntryCount }> {
  requirePermission(ctx, "campaign.write");
  const { campaignId, list, which } = input;
  const chosen = chosenBy(which);
  return inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    changeList(em, ctx, input, async () => {
      await purgeRemoved(em, ctx, input);
      const changeId = crypto.randomUUID();
      const removed = await em.nativeUpdate(
        ManualRecipient,
        { organisationId: ctx.organisationId, campaign: campaignId, list, ...chosen },
        { removedBy: changeId },
      );
      await markDuplicates(em, ctx, input);
      if (removed > 0) {
        writeAudit(em, ctx, {
          action: "campaign.entries_removed",
          subjectKind: "campaign",
          subjectId: campaignId,
          detail: { list, entries: removed },
        });
      }
      return { changeId, removed, count: await countEntries(em, ctx, input) };
    }),
  );
}

function chosenBy(which: RemoveEntriesInput["which"]) {
  switch (which.kind) {
    case "one":
      return { id: which.entryId };
    case "person":
      return { customer: which.customerId };
    case "problems":
      return { problem: { $ne: null } };
    case "all":
      return {};
  }
}
