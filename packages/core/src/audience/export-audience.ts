import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Context } from "../context.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { hasWords, openFile } from "../paging/file-sql.ts";
import { type AudienceKey, audienceOf, clockNow } from "./audience-sql.ts";
import {
  conditionOf,
  type EvaluatedPerson,
  type EvaluatedRow,
  evaluatedPersonOf,
  personColumns,
} from "./evaluated-person-sql.ts";
import { reasonFacts } from "./person-reasons-sql.ts";
import type { ExportAudienceInput } from "./schemas.ts";

/** The review of a draft's audience as a file wants it. */
export interface AudienceExport {
  campaignName: string;
  zone: string;
  /** Portions by name, each read when the one before has been taken; all of one moment. */
  pages: AsyncGenerator<EvaluatedPerson[]>;
}

/**
 * Everybody whom the review shows under a filter and a search, with all their reasons, for a file (C4). A draft without a
 * pass has nobody. The audit row is committed before the first portion leaves.
 * @throws {PackpostError} forbidden, not_found, unavailable
 */
export async function exportAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExportAudienceInput;
}): Promise<AudienceExport> {
  requirePermission(ctx, "campaign.export");
  const campaign = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    findCampaign(em, ctx, input.campaignId),
  );
  const pages = campaign.pass
    ? await openFile(
        ctx,
        evaluatedPeople({ campaignId: campaign.id, passId: campaign.pass.id }, input),
        evaluatedPersonOf,
      )
    : nobody();
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    writeAudit(em, ctx, {
      action: "campaign.audience_exported",
      subjectKind: "campaign",
      subjectId: campaign.id,
      detail: { filter: input.filter, searched: input.search !== "" },
    });
    return { campaignName: campaign.name, zone: await zoneOf(em, ctx), pages };
  });
}

async function* nobody(): AsyncGenerator<EvaluatedPerson[]> {}

/** The audience is evaluated once and put in order; the facts behind the reasons are read as each row is fetched. */
function evaluatedPeople(
  key: AudienceKey,
  { filter, search }: ExportAudienceInput,
): RawBuilder<EvaluatedRow> {
  return sql<EvaluatedRow>`
    with clock as materialized (${clockNow})
    select person.*, case when person.reasons <> 0 then ${reasonFacts(key)} end as facts
    from clock cross join (
      select ${personColumns}
      from ${audienceOf(key)} audience
      join customer on customer.organisation_id = app_organisation_id() and customer.id = audience.customer_id
      where ${conditionOf(filter)} and ${hasWords(search)}
      order by customer.search_key, customer.id offset 0) person`;
}
