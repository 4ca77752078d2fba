import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { findByWords, type Reading, readByName } from "../../paging/read-by-name.ts";
import { findCampaign } from "../find-campaign.ts";
import { readFigure } from "../progress/sum-tally.ts";
import { readByMove } from "./read-by-move.ts";
import { isRecipientShown, peopleShown, recipientShown } from "./recipient-filter-sql.ts";
import { type LineRow, lineColumns, lineOf, type RecipientLine } from "./recipient-line-sql.ts";
import type { ListRecipientsInput } from "./schemas.ts";

export interface RecipientPage {
  recipients: RecipientLine[];
  nextCursor: string | null;
}

interface Row extends LineRow {
  search_key: string;
}

/**
 * A page of a campaign's recipients, in milliseconds whatever their number: by name see {@link readByName}, by status or
 * time see {@link readByMove}.
 * @throws {PackpostError} not_found; invalid_input for a cursor of another list
 */
export async function listRecipients({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListRecipientsInput;
}): Promise<RecipientPage> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    if (input.sort === "status" || input.sort === "statusAt")
      return readByMove(em, { ...input, sort: input.sort });
    const rows = await readNames(em, input);
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      recipients: page.map(lineOf),
      nextCursor: last === undefined ? null : encodeCursor([last.search_key, last.customer_id]),
    };
  });
}

async function readNames(em: EntityManager, input: ListRecipientsInput): Promise<Row[]> {
  const { search, pageSize, order } = input;
  const after = input.cursor ? decodeCursor(input.cursor, ["text", "uuid"]) : null;
  // To find nobody one would have to look at everybody; the tally knows it.
  if ((await readFigure(em, input.campaignId, input.filter)) === 0) return [];
  return readByName({
    em,
    place: { after, search, pageSize, order: order ?? "asc" },
    read: (people) => readLines(em, input, people),
    find: (most) => findByWords(em, search, most),
    candidates: {
      people: peopleShown(input),
      isOne: isRecipientShown(input),
      few: Boolean(input.link ?? input.reason),
    },
  });
}

/** Which of these people are recipients that the page shows; each is probed by the key (campaign, customer). */
async function readLines(
  em: EntityManager,
  input: ListRecipientsInput,
  people: RawBuilder<unknown>,
): Promise<Reading<Row>> {
  const order = input.order === "desc" ? sql`desc` : sql`asc`;
  const { rows } = await sql<(Row | Record<keyof Row, null>) & { looked: number }>`
    with people as materialized (${people}),
    line as materialized (
      select ${lineColumns}, customer.search_key
      from people
      cross join lateral (
        select * from recipient
        where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId} and customer_id = people.id offset 0) recipient
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = people.id offset 0) customer
      where ${recipientShown(input)}
      order by customer.search_key ${order}, customer.id ${order} limit ${sql.lit(input.pageSize + 1)})
    select looked.n as looked, line.*
    from (select count(*)::int as n from people) looked left join line on true
    order by line.search_key ${order}, line.customer_id ${order}`.execute(em.getKysely());
  return { looked: rows[0]?.looked ?? 0, rows: rows.filter((row) => row.customer_id !== null) };
}
