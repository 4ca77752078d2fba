import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { PackpostError } from "../../errors.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { hasWords } from "../../paging/file-sql.ts";
import { findByWords } from "../../paging/read-by-name.ts";
import { type Fact, figures } from "../figures.ts";
import { justSentBy, settledAt } from "./just-sent-sql.ts";
import type { RecipientPage } from "./list-recipients.ts";
import { claimedPeopleOf, recipientShown } from "./recipient-filter-sql.ts";
import { type LineRow, lineColumns, lineOf } from "./recipient-line-sql.ts";
import type { ListRecipientsInput } from "./schemas.ts";

type MoveInput = ListRecipientsInput & { sort: "status" | "statusAt" };

/** A search that finds more people is a filter along the walk; fewer are probed by their key. */
const FEW = 10_000;

const NO_ID = "00000000-0000-0000-0000-000000000000";

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
 * the ranges of recipient_by_status, one a status, so a page costs the same wherever it lies. Whom the answer to their call
 * accepted stands in the range of those who wait: in the order of time they are found by their calls.
 */
export async function readByMove(em: EntityManager, input: MoveInput): Promise<RecipientPage> {
  const { search, pageSize, sort } = input;
  const found = search === "" ? null : await findByWords(em, search, FEW);
  const who =
    search === ""
      ? sql`true`
      : found !== null
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

/** One range of recipient_by_status after the other. */
function placedByStatus(input: MoveInput, who: RawBuilder<unknown>): RawBuilder<unknown> {
  const after = input.cursor ? statusPlaceOf(input.cursor) : null;
  const inOrder = statusesOf(input);
  if (input.order === "desc") inOrder.reverse();
  const left = after === null ? inOrder : inOrder.slice(Math.max(0, inOrder.indexOf(after.status)));
  // One comparison for all ranges, which is a place in the index: beside it an "or" would be asked of each row.
  const place = (there: RawBuilder<unknown>, start: RawBuilder<unknown>) =>
    sql`case when wanted.status = ${after?.status} then ${there} else ${start} end`;
  const beyond: Beyond = (moved) =>
    after === null
      ? sql`true`
      : sql`(${moved}, recipient.id) > (
          ${place(sql`${after.movedAt}::text::timestamptz`, sql`'-infinity'::timestamptz`)}, ${place(sql`${after.id}::uuid`, sql`${NO_ID}::uuid`)})`;
  return sql`(
    select one.*, row_number() over (order by wanted.turn, one.moved, one.id) as place
    from unnest(${left}::text[]) with ordinality wanted (status, turn)
    cross join lateral (${rangeOf(input, who, beyond, "asc")}) one
    order by wanted.turn, one.moved, one.id limit ${sql.lit(input.pageSize + 1)})`;
}

/** The next of each range of recipient_by_status, and of them the next of all. */
export function placedByTime(input: MoveInput, who: RawBuilder<unknown>): RawBuilder<unknown> {
  const after = input.cursor ? timePlaceOf(input.cursor) : null;
  const direction = input.order === "desc" ? "desc" : "asc";
  const [order, further] = direction === "desc" ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const beyond: Beyond = (moved) =>
    after === null
      ? sql`true`
      : sql`(${moved}, recipient.id) ${further} (${after.movedAt}::text::timestamptz, ${after.id}::uuid)`;
  return sql`(
    select one.*, row_number() over (order by one.moved ${order}, one.id ${order}) as place
    from unnest(${statusesOf(input)}::text[]) wanted (status)
    cross join lateral (${rangeOf(input, who, beyond, direction, after?.movedAt)}) one
    order by one.moved ${order}, one.id ${order} limit ${sql.lit(input.pageSize + 1)})`;
}

/** Whether a row lies behind the place where the page before ended. @param moved when it moved, as SQL */
type Beyond = (moved: RawBuilder<unknown>) => RawBuilder<unknown>;

/** A page's worth of the people in the status `wanted`: filed under it, or held by open calls, or accepted by the answer to theirs. */
function rangeOf(
  input: MoveInput,
  who: RawBuilder<unknown>,
  beyond: Beyond,
  direction: "asc" | "desc",
  movedAt?: string,
): RawBuilder<unknown> {
  const order = sql.raw(direction);
  const ordered = sql`order by moved ${order}, id ${order} limit ${sql.lit(input.pageSize + 1)}`;
  const read = (moved: RawBuilder<unknown>, from: RawBuilder<unknown>) => sql`
    (select recipient.*, ${moved} as moved, ${moved}::text as moved_at from ${from} and ${recipientShown(input)} and ${who} and ${beyond(moved)} ${ordered})`;
  return sql`
    select * from (
      ${read(
        settledAt,
        sql`recipient
          where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId} and recipient.settled_status = wanted.status
            and recipient.settled_status >= '' and recipient.status = wanted.status`,
      )}
      union all
      ${read(
        sql`'-infinity'::timestamptz`,
        sql`recipient where wanted.status = 'claimed' and recipient.id = any(${claimedPeopleOf(input.campaignId)}) and recipient.status = 'claimed'`,
      )}
      union all
      ${read(sql`attempt.accepted_at`, acceptedByCalls(input.campaignId, direction, movedAt))}) either
    ${ordered}`;
}

/** People of a campaign who are just sent, call by call along attempt_by_acceptance. @param movedAt from this time on */
function acceptedByCalls(
  campaignId: string,
  direction: "asc" | "desc",
  movedAt: string | undefined,
): RawBuilder<unknown> {
  const from =
    movedAt === undefined
      ? sql`true`
      : sql`accepted_at ${sql.raw(direction === "desc" ? "<=" : ">=")} ${movedAt}::text::timestamptz`;
  const calls = sql`
    select * from attempt
    where organisation_id = app_organisation_id() and broadcast_id = ${campaignId} and accepted_at is not null and ${from}
    order by accepted_at ${sql.raw(direction)} offset 0`;
  return sql`${justSentBy(calls, campaignId)} where wanted.status = 'sent'`;
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
