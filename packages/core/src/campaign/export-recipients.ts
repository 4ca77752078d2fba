import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { findCampaign } from "./find-campaign.ts";
import { listRecipients, type RecipientLine } from "./list-recipients.ts";
import type { ExportRecipientsInput } from "./schemas.ts";

const pageSize = 5_000;

/** A campaign's recipients as a file wants them. */
export interface RecipientExport {
  campaignName: string;
  /** Zone of the organisation, for the times. */
  zone: string;
  /** Pages by name, each read when the one before has been taken: memory does not grow with the audience. */
  pages: AsyncGenerator<RecipientLine[]>;
}

/**
 * Everybody whom the table of recipients shows under a filter and a search, for a file (C10). The audit row is
 * committed before the first page leaves.
 * @throws {PackpostError} forbidden, not_found
 */
export async function exportRecipients({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExportRecipientsInput;
}): Promise<RecipientExport> {
  requirePermission(ctx, "campaign.export");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    // What was searched for is a person's name or address, so the audit keeps only that there was a search.
    const detail = { filter: input.filter, searched: input.search !== "" };
    const subject = { subjectKind: "campaign", subjectId: campaign.id };
    writeAudit(em, ctx, { action: "campaign.recipients_exported", ...subject, detail });
    return { campaignName: campaign.name, zone: await zoneOf(em, ctx), pages: readPages(ctx, input) };
  });
}

async function* readPages(ctx: Context, input: ExportRecipientsInput): AsyncGenerator<RecipientLine[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listRecipients({ ctx, input: { ...input, cursor, pageSize } });
    yield page.recipients;
    cursor = page.nextCursor;
  }
}
