import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { PackpostError } from "../../errors.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { hasWords } from "../../paging/file-sql.ts";
import { findByWords } from "../../paging/read-by-name.ts";
import { type Fact, figures } from "../figures.ts";
import type { RecipientPage } from "./list-recipients.ts";
import { claimedPeopleOf, recipientShown } from "./recipient-filter-sql.ts";
import { type LineRow, lineColumns, lineOf } from "./recipient-line-sql.ts";
import type { ListRecipientsInput } from "./schemas.ts";

type MoveInput = ListRecipientsInput & { sort: "status" | "statusAt" };

/** A search that finds more people is a filter along the walk; fewer are probed by their key. */
const FEW = 10_000;

/** From the best news to what never left: the order of the bar. */
const byNews = [
  ...["clicked", "opened", "delivered", "sent", "unsubscribed", "bounced", "spam_complaint", "dropped"],
  ...["failed", "unconfirmed", "claimed", "waiting", "cancelled", "skipped"],
];

interface MoveRow extends LineRow {
  moved_at: string;
}

const instantSchema = z.union([
  z.literal("-infinity"),
  z.string().refine((text) => /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text))),
]);
const cursorSchema = { status: z.enum(byNews), movedAt: instantSchema, id: z.uuid() };

/**
 * A page of recipients by status (in the order of the bar, the longest there first) or by when it last moved; by keyset along
 * the ranges of recipient_by_status, one a status, so a page costs the same wherever it lies.
 */
export async function readByMove(em: EntityManager, input: MoveInput): Promise<RecipientPage> {
  const { search, pageSize, sort } = input;
  const found = search === "" ? null : await findByWords(em, search, FEW + 1);
  const who =
    found === null
      ? sql`true`
      : found.length <= FEW
        ? sql`recipient.customer_id = any(${found}::uuid[])`
        : sql`exists (select from customer where organisation_id = app_organisation_id() and id = recipient.customer_id and ${hasWords(search)})`;
  const { rows } = await sql<MoveRow>`
    select ${lineColumns}, recipient.moved_at
    from ${sort === "status" ? placedByStatus(input, who) : placedByTime(input, who)} recipient
    cross join lateral (
      select * from customer where organisation_id = app_organisation_id() and id = recipient.customer_id offset 0) customer
    order by recipient.place`.execute(em.getKysely());
  const page = rows.slice(0, pageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    recipients: page.map(lineOf),
    nextCursor:
      last === undefined
        ? null
        : encodeCursor(sort === "status" ? [last.status, last.moved_at, last.id] : [last.moved_at, last.id]),
  };
}

const movedAt = sql`coalesce(recipient.status_at, '-infinity'::timestamptz)`;

/** One range of recipient_by_status after the other. */
function placedByStatus(input: MoveInput, who: RawBuilder<unknown>): RawBuilder<unknown> {
  const after = input.cursor ? statusPlaceOf(input.cursor) : null;
  const inOrder = statusesOf(input);
  if (input.order === "desc") inOrder.reverse();
  const left = after === null ? inOrder : inOrder.slice(Math.max(0, inOrder.indexOf(after.status)));
  const beyond =
    after === null
      ? sql`true`
      : sql`(recipient.status <> ${after.status} or (${movedAt}, recipient.id) > (${after.movedAt}::text::timestamptz, ${after.id}::uuid))`;
  return sql`(
    select one.*, row_number() over (order by wanted.turn, one.moved, one.id) as place
    from unnest(${left}::text[]) with ordinality wanted (status, turn)
    cross join lateral (${rangeOf(input, sql`${who} and ${beyond}`, sql`asc`)}) one
    order by wanted.turn, one.moved, one.id limit ${sql.lit(input.pageSize + 1)})`;
}

/** The next of each range of recipient_by_status, and of them the next of all. */
export function placedByTime(input: MoveInput, who: RawBuilder<unknown>): RawBuilder<unknown> {
  const after = input.cursor ? timePlaceOf(input.cursor) : null;
  const [order, further] = input.order === "desc" ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const beyond =
    after === null
      ? sql`true`
      : sql`(${movedAt}, recipient.id) ${further} (${after.movedAt}::text::timestamptz, ${after.id}::uuid)`;
  return sql`(
    select one.*, row_number() over (order by one.moved ${order}, one.id ${order}) as place
    from unnest(${statusesOf(input)}::text[]) wanted (status)
    cross join lateral (${rangeOf(input, sql`${who} and ${beyond}`, order)}) one
    order by one.moved ${order}, one.id ${order} limit ${sql.lit(input.pageSize + 1)})`;
}

/** A page's worth of the people in the status `wanted`. Who is claimed stands in no range of their own: open calls hold them. */
function rangeOf(
  input: MoveInput,
  shown: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const ordered = sql`order by moved ${order}, id ${order} limit ${sql.lit(input.pageSize + 1)}`;
  const columns = sql`select recipient.*, ${movedAt} as moved, ${movedAt}::text as moved_at`;
  return sql`
    select * from (
      (${columns} from recipient
       where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId} and recipient.settled_status = wanted.status
         and recipient.settled_status >= '' and recipient.status = wanted.status and ${recipientShown(input)} and ${shown}
       ${ordered})
      union all
      (${columns} from recipient
       where wanted.status = 'claimed' and recipient.id = any(${claimedPeopleOf(input.campaignId)}) and recipient.status = 'claimed'
         and ${recipientShown(input)} and ${shown}
       ${ordered})) either
    ${ordered}`;
}

/** The statuses that a filter shows, from the best news on. */
function statusesOf({ filter }: MoveInput): string[] {
  const shown: { statuses: readonly string[]; fact?: Fact } = figures[filter];
  return byNews.filter((status) => shown.statuses.includes(status));
}

/** Where the page before ended. */
function statusPlaceOf(cursor: string) {
  const [status, movedAt, id] = decodeCursor(cursor, ["text", "instant", "uuid"]);
  return placeIn(z.object(cursorSchema), { status, movedAt, id });
}

function timePlaceOf(cursor: string) {
  const [movedAt, id] = decodeCursor(cursor, ["instant", "uuid"]);
  return placeIn(z.object(cursorSchema).omit({ status: true }), { movedAt, id });
}

function placeIn<T>(schema: z.ZodType<T>, place: object): T {
  const parsed = schema.safeParse(place);
  if (parsed.success) return parsed.data;
  throw new PackpostError("invalid_input", "This page of the list does not exist.", {
    nextStep: "Start again from the top of the list.",
  });
}
