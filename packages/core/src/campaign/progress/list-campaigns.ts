import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { type CursorKind, decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { instantFrom } from "../../paging/instant.ts";
import type { CampaignSort, CampaignStatus } from "../enums.ts";
import type { ListCampaignsInput } from "../schemas.ts";
import { type CampaignTotals, campaignTotals } from "./sum-tally.ts";

/** One line of the list of campaigns (C1). */
export interface CampaignLine extends CampaignTotals {
  id: string;
  name: string;
  subject: string;
  status: CampaignStatus;
  passName: string | null;
  authorName: string;
  /** When sending began; of a draft when it was created. */
  date: Date;
  sendAt: Date | null;
  archived: boolean;
  /** Somebody asks to send it, and nobody has answered. */
  awaitsApproval: boolean;
  /** Opened ÷ sent, 0 … 1; null when nothing was sent. */
  openRate: number | null;
}

export interface CampaignPage {
  campaigns: CampaignLine[];
  nextCursor: string | null;
  /** How many the search and the statuses find in all, on whatever page. */
  matching: number;
  /** Campaigns there are in each status, whatever the filter. */
  statusCounts: Partial<Record<CampaignStatus, number>>;
  /** How many wait for a person to approve them. */
  awaitingCount: number;
  /** Campaigns in the archive; not among the statuses. */
  archivedCount: number;
}

const sortKeys: Record<
  CampaignSort,
  { key: RawBuilder<unknown>; type: RawBuilder<unknown>; kind: CursorKind }
> = {
  date: { key: sql`date`, type: sql`timestamptz`, kind: "instant" },
  name: { key: sql`lower(name)`, type: sql`text`, kind: "text" },
  status: { key: sql`status`, type: sql`text`, kind: "text" },
  sent: { key: sql`sent`, type: sql`int`, kind: "int" },
  opened: { key: sql`opened`, type: sql`int`, kind: "int" },
  openRate: { key: sql`coalesce(opened::float8 / nullif(sent, 0), -1)`, type: sql`float8`, kind: "float" },
  clicked: { key: sql`clicked`, type: sql`int`, kind: "int" },
  bounced: { key: sql`bounced`, type: sql`int`, kind: "int" },
  unsubscribed: { key: sql`unsubscribed`, type: sql`int`, kind: "int" },
  blocked: { key: sql`blocked`, type: sql`int`, kind: "int" },
};

type Row = CampaignTotals & {
  id: string;
  name: string;
  subject: string;
  status: CampaignStatus;
  pass_name: string | null;
  author_name: string;
  date: string;
  send_at: string | null;
  archived: boolean;
  awaitsApproval: boolean;
  sort_key: string;
};

/** By send_request_waiting, a look-up each. */
const isAwaiting = sql`exists (
  select from send_request where send_request.organisation_id = campaign.organisation_id and send_request.campaign_id = campaign.id and state = 'waiting')`;

/**
 * A page of campaigns with their totals (C1), in one statement: an organisation has thousands of campaigns at most,
 * so totals of all are summed from broadcast_tally (index broadcast_tally_of) and any column can be sorted by.
 */
export async function listCampaigns({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListCampaignsInput;
}): Promise<CampaignPage> {
  requirePermission(ctx, "campaign.read");
  const { key, type, kind } = sortKeys[input.sort];
  const [order, beyond] = input.order === "asc" ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const after = input.cursor ? decodeCursor(input.cursor, [kind, "uuid"]) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Row>`
      with line as (
        select campaign.id, campaign.name, campaign.subject, broadcast.status, broadcast.send_at, campaign.archived_at is not null as archived, ${isAwaiting} as "awaitsApproval", pass.name as pass_name,
               staff_member.name as author_name, coalesce(broadcast.sending_began_at, campaign.created_at) as date,
               coalesce(audience, 0) as audience, coalesce(waiting, 0) as waiting, coalesce(sent, 0) as sent, coalesce(failed, 0) as failed,
               coalesce(skipped, 0) as skipped, coalesce(cancelled, 0) as cancelled, coalesce(unconfirmed, 0) as unconfirmed,
               coalesce(delivered, 0) as delivered, coalesce(opened, 0) as opened, coalesce(clicked, 0) as clicked,
               coalesce(bounced, 0) as bounced, coalesce(unsubscribed, 0) as unsubscribed, coalesce(complained, 0) as complained,
               coalesce(blocked, 0) as blocked, coalesce(tallies, '{"counts": {}, "facts": {}}') as tallies
        from campaign
        join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
        join staff_member on staff_member.organisation_id = campaign.organisation_id and staff_member.id = campaign.author_id
        left join pass on pass.organisation_id = campaign.organisation_id and pass.id = campaign.pass_id
        left join ${campaignTotals} totals on totals.broadcast_id = campaign.id)
      select *, (${key})::text as sort_key from line
      where (${input.search} = '' or position(fold_text(${input.search}) in fold_text(name || ' ' || subject)) > 0)
        and archived = ${input.archived}
        and (${input.statuses.length === 0} or status = any(${input.statuses}::text[]))
        and (not ${input.awaitsApproval} or "awaitsApproval")
        and ${after === null ? sql`true` : sql`(${key}, id) ${beyond} (${after[0]}::text::${type}, ${after[1]}::text::uuid)`}
      order by ${key} ${order}, id ${order}
      limit ${input.pageSize + 1}`.execute(em.getKysely());
    const found = await sql<{ n: number }>`
      select count(*)::int as n from campaign join broadcast using (organisation_id, id)
      where (${input.search} = '' or position(fold_text(${input.search}) in fold_text(name || ' ' || subject)) > 0)
        and (archived_at is not null) = ${input.archived}
        and (not ${input.awaitsApproval} or ${isAwaiting})
        and (${input.statuses.length === 0} or status = any(${input.statuses}::text[]))`.execute(
      em.getKysely(),
    );
    const counts = await sql<{ status: CampaignStatus; archived: boolean; n: number; awaiting: number }>`
      select status, archived_at is not null as archived, count(*)::int as n, (count(*) filter (where ${isAwaiting}))::int as awaiting from campaign join broadcast using (organisation_id, id) group by 1, 2`.execute(
      em.getKysely(),
    );
    const inSight = counts.rows.filter(({ archived }) => !archived);
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      campaigns: page.map(lineOf),
      nextCursor: last === undefined ? null : encodeCursor([last.sort_key, last.id]),
      matching: found.rows[0]?.n ?? 0,
      statusCounts: Object.fromEntries(inSight.map(({ status, n }) => [status, n])),
      awaitingCount: inSight.reduce((sum, { awaiting }) => sum + awaiting, 0),
      archivedCount: counts.rows.reduce((sum, { archived, n }) => sum + (archived ? n : 0), 0),
    };
  });
}

function lineOf({ sort_key: _, pass_name, author_name, send_at, date, ...row }: Row): CampaignLine {
  return {
    ...row,
    passName: pass_name,
    authorName: author_name,
    date: instantFrom(date),
    sendAt: instantFrom(send_at),
    openRate: row.sent === 0 ? null : row.opened / row.sent,
  };
}
