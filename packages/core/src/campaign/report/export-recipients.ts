import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { zoneOf } from "../../organisation/zone-of.ts";
import { hasWords, openFile } from "../../paging/file-sql.ts";
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
  const { id, name } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    findCampaign(em, ctx, input.campaignId),
  );
  const pages = await openFile(ctx, recipientLines(input), exportedLine);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // What was searched for is a person's name or address, so the audit keeps only that there was a search.
    const detail = {
      filter: input.filter,
      searched: input.search !== "",
      ...(input.reason && { reason: input.reason }),
      ...(input.link && { link: true }),
    };
    const subject = { subjectKind: "campaign", subjectId: id };
    writeAudit(em, ctx, { action: "campaign.recipients_exported", ...subject, detail });
    return { campaignName: name, zone: await zoneOf(em, ctx), pages };
  });
}

type ExportedRow = LineRow & { links: string[] };

function recipientLines(input: ExportRecipientsInput): RawBuilder<ExportedRow> {
  return sql<ExportedRow>`
    select ${lineColumns}, case when recipient.clicked_at is null then '{}' else array(
      select url from click where organisation_id = app_organisation_id() and recipient_id = recipient.id and not bot and url <> ''
      group by url order by min(at)) end as links
    from recipient
    join customer on customer.organisation_id = app_organisation_id() and customer.id = recipient.customer_id
    where recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${input.campaignId} and recipient.settled_status >= ''
      and ${recipientShown(input)} and ${hasWords(input.search)}
    order by customer.search_key, customer.id`;
}

const exportedLine = (row: ExportedRow): ExportedLine => ({ ...lineOf(row), links: row.links });
