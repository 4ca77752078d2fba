import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Context } from "../context.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { type AudiencePerson, listAudience } from "./list-audience.ts";
import type { ExportAudienceInput } from "./schemas.ts";

const pageSize = 5_000;

/** The review of a draft's audience as a file wants it. */
export interface AudienceExport {
  campaignName: string;
  zone: string;
  /** Pages by name, each read when the one before has been taken. */
  pages: AsyncGenerator<AudiencePerson[]>;
}

/**
 * Everybody whom the review shows under a filter and a search, with all their reasons, for a file (C4). A draft without a
 * pass has nobody. The audit row is committed before the first page leaves.
 * @throws {PackpostError} forbidden, not_found
 */
export async function exportAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExportAudienceInput;
}): Promise<AudienceExport> {
  requirePermission(ctx, "campaign.export");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    const detail = { filter: input.filter, searched: input.search !== "" };
    const subject = { subjectKind: "campaign", subjectId: campaign.id };
    writeAudit(em, ctx, { action: "campaign.audience_exported", ...subject, detail });
    const pages = readPages(ctx, campaign.passId ?? null, input);
    return { campaignName: campaign.name, zone: await zoneOf(em, ctx), pages };
  });
}

async function* readPages(
  ctx: Context,
  passId: string | null,
  review: ExportAudienceInput,
): AsyncGenerator<AudiencePerson[]> {
  if (passId === null) return;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listAudience({ ctx, input: { ...review, passId, cursor, pageSize } });
    yield page.people;
    cursor = page.nextCursor;
  }
}
