import { ManualRecipient } from "@packpost/db/entities/manual-recipient.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { changeList } from "./change-list.ts";
import { countEntries, type EntryCount } from "./count-entries.ts";
import { markDuplicates } from "./mark-duplicates.ts";
import { parseEntry } from "./parse-entries.ts";
import { resolvedEntries } from "./resolve-entries-sql.ts";
import type { CorrectEntryInput } from "./schemas.ts";

/**
 * Puts something else in an entry's place (C3): a corrected spelling, or the number of the candidate that was meant.
 * Where an address is several customers' the first of them takes the place.
 * @throws {PackpostError} forbidden, not_found, conflict (see change-list)
 */
export async function correctEntry({
  ctx,
  input,
}: {
  ctx: Context;
  input: CorrectEntryInput;
}): Promise<{ count: EntryCount }> {
  requirePermission(ctx, "campaign.write");
  const { campaignId, entryId } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const entry = await em.findOne(ManualRecipient, {
      organisationId: ctx.organisationId,
      id: entryId,
      campaign: campaignId,
      removedBy: null,
    });
    if (entry === null) {
      throw new PackpostError("not_found", "This entry is not on the list any more.", {
        nextStep: "Look at the list again.",
      });
    }
    const key = { campaignId, list: entry.list };
    return changeList(em, ctx, key, async () => {
      await sql`
      update manual_recipient set text = resolved.text, customer_id = resolved.customer_id, problem = resolved.problem
      from (select * from ${resolvedEntries([parseEntry(input.text)])} one order by number limit 1) resolved
      where id = ${entryId} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
      await markDuplicates(em, ctx, key);
      writeAudit(em, ctx, {
        action: "campaign.entry_corrected",
        subjectKind: "campaign",
        subjectId: campaignId,
        detail: { list: entry.list },
      });
      return { count: await countEntries(em, ctx, key) };
    });
  });
}
