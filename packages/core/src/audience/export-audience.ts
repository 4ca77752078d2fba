import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Context } from "../context.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { hasWords, openFile } from "../paging/file-sql.ts";
import { peopleOfFile } from "../paging/people-of-file.ts";
import { type AudienceKey, audienceByName, clockNow } from "./audience-sql.ts";
import {
  conditionOf,
  type EvaluatedPerson,
  type EvaluatedRow,
  evaluatedPersonOf,
  personColumns,
} from "./evaluated-person-sql.ts";
import { failedPeopleOf } from "./failed-people-sql.ts";
import { reasonFacts } from "./person-reasons-sql.ts";
import { prefilterOf } from "./prefilter-sql.ts";
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
  const { campaign, people } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    if (!campaign.pass) return { campaign, people: null };
    const key = { campaignId: campaign.id, passId: campaign.pass.id };
    return { campaign, people: await evaluatedPeople(em, key, campaign.parent?.id ?? null, input) };
  });
  const pages = people === null ? nobody() : await openFile(ctx, people, evaluatedPersonOf);
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

/** Everybody is met in the order of names, evaluated and explained as their row is fetched; whoever asks for few has those alone. */
async function evaluatedPeople(
  em: EntityManager,
  key: AudienceKey,
  parentId: string | null,
  { filter, search }: ExportAudienceInput,
): Promise<RawBuilder<EvaluatedRow>> {
  const candidates =
    parentId !== null
      ? failedPeopleOf(sql`${parentId}::uuid`, sql`${key.campaignId}::uuid`)
      : sql`(with clock as materialized (${clockNow}) ${prefilterOf(filter, key)})`;
  const people = await peopleOfFile(em, { search, candidates });
  return sql<EvaluatedRow>`
    with clock as materialized (${clockNow})
    select person.*, case when person.reasons <> 0 then ${reasonFacts(key)} end as facts
    from (
      select ${personColumns}
      from ${audienceByName(key, people, hasWords(search))} audience
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = audience.customer_id offset 0) customer
      where ${conditionOf(filter)}
      order by audience.search_key, audience.customer_id offset 0) person
    cross join lateral (select * from clock offset 0) clock`;
}
