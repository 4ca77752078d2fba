import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { zoneOf } from "../../organisation/zone-of.ts";
import { openFile } from "../../paging/file-sql.ts";
import { peopleOfFile } from "../../paging/people-of-file.ts";
import { findCampaign } from "../find-campaign.ts";
import { recipientShown } from "./recipient-filter-sql.ts";
import { type LineRow, lineColumns, lineOf, type RecipientLine } from "./recipient-line-sql.ts";
import type { ExportRecipientsInput } from "./schemas.ts";

/** A line of the file: with the links that the person followed, the first one first. */
export type ExportedLine = RecipientLine & { links: string[] };

/** A campaign's recipients as a file wants them. */
export interface RecipientExport {
  campaignName: string;
  /** Zone of the organisation, for the times. */
  zone: string;
  /** Portions by name, each read when the one before has been taken; all of one moment. */
  pages: AsyncGenerator<ExportedLine[]>;
}

/**
 * Everybody whom the table of recipients shows under a filter and a search, for a file (C10). The audit row is
 * committed before the first portion leaves.
 * @throws {PackpostError} forbidden, not_found, unavailable
 */
export async function exportRecipients({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExportRecipientsInput;
}): Promise<RecipientExport> {
  requirePermission(ctx, "campaign.export");
  const { id, name, lines } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { id, name } = await findCampaign(em, ctx, input.campaignId);
    return { id, name, lines: await recipientLines(em, input) };
  });
  const pages = await openFile(ctx, lines, exportedLine);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // What was searched for is a person's name or address, so the audit keeps only that there was a search.
    const detail = {
      filter: input.filter,
      searched: input.search !== "",
      ...(input.reason && { reason: input.reason }),
      ...(input.link && { link: true }),
    };
    const subject = { subjectKind: "campaign", subjectId: id } as const;
    writeAudit(em, ctx, { action: "campaign.recipients_exported", ...subject, detail });
    return { campaignName: name, zone: await zoneOf(em, ctx), pages };
  });
}

type ExportedRow = LineRow & { links: string[] };

/** People are met in the order of names, each probed by the key (campaign, customer); few recipients, by recipient_by_status, are sorted. */
async function recipientLines(
  em: EntityManager,
  input: ExportRecipientsInput,
): Promise<RawBuilder<ExportedRow>> {
  const people = await peopleOfFile(em, {
    search: input.search,
    candidates: sql`(
      select recipient.customer_id from recipient
      where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId}
        and recipient.settled_status >= '' and ${recipientShown(input)})`,
  });
  return sql<ExportedRow>`
    select ${lineColumns}, case when recipient.clicked_at is null then '{}' else array(
      select url from click where organisation_id = app_organisation_id() and recipient_id = recipient.id and not bot and url <> ''
      group by url order by min(at)) end as links
    from (${people} offset 0) person
    cross join lateral (
      select * from recipient
      where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId} and customer_id = person.id offset 0) recipient
    cross join lateral (
      select * from customer where organisation_id = app_organisation_id() and id = person.id offset 0) customer
    where ${recipientShown(input)}
    order by person.search_key, person.id`;
}

const exportedLine = (row: ExportedRow): ExportedLine => ({ ...lineOf(row), links: row.links });
