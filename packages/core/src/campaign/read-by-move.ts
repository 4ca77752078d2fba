import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { PackpostError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { hasWords } from "../paging/file-sql.ts";
import { findByWords } from "../paging/read-by-name.ts";
import { type Fact, figures } from "./figures.ts";
import type { RecipientPage } from "./list-recipients.ts";
import { recipientShown } from "./recipient-filter-sql.ts";
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
  moved: string;
}

const cursorSchema = z.tuple([
  z.union([
    z.literal("-infinity"),
    z.string().refine((text) => /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text))),
    z.enum(byNews),
  ]),
  z.uuid(),
]);

/**
 * A page of recipients by status (in the order of the bar) or by when it last moved; by keyset along recipient_by_status
 * or recipient_by_time, so a page costs the same wherever it lies.
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
    select ${lineColumns}, recipient.moved
    from ${sort === "status" ? placedByStatus(input, who) : placedByTime(input, who)} recipient
    cross join lateral (
      select * from customer where organisation_id = app_organisation_id() and id = recipient.customer_id offset 0) customer
    order by recipient.place`.execute(em.getKysely());
  const page = rows.slice(0, pageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    recipients: page.map(lineOf),
    nextCursor: last === undefined ? null : encodeCursor([last.moved, last.id]),
  };
}

/** One range of recipient_by_status after the other. */
function placedByStatus(input: MoveInput, who: RawBuilder<unknown>): RawBuilder<unknown> {
  const after = placeOf(input);
  const shown: { statuses: readonly string[]; fact?: Fact } = figures[input.filter];
  const inOrder = byNews.filter((status) => shown.statuses.includes(status));
  if (input.order === "desc") inOrder.reverse();
  const left = after === null ? inOrder : inOrder.slice(Math.max(0, inOrder.indexOf(after[0])));
  const most = sql.lit(input.pageSize + 1);
  return sql`(
    select one.*, one.status as moved, row_number() over (order by wanted.turn, one.id) as place
    from unnest(${left}::text[]) with ordinality wanted (status, turn)
    cross join lateral (
      select * from recipient
      where organisation_id = app_organisation_id() and campaign_id = ${input.campaignId} and recipient.settled_status = case wanted.status when 'claimed' then 'waiting' else wanted.status end
        and recipient.settled_status >= '' and recipient.status = wanted.status and ${recipientShown(input)} and ${who}
        and ${after === null ? sql`true` : sql`(recipient.status <> ${after[0]} or recipient.id > ${after[1]}::uuid)`}
      order by recipient.id limit ${most}) one
    order by wanted.turn, one.id limit ${most})`;
}

/** Along recipient_by_time, whose predicate this repeats. */
export function placedByTime(input: MoveInput, who: RawBuilder<unknown>): RawBuilder<unknown> {
  const after = placeOf(input);
  const [order, beyond] = input.order === "desc" ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const time = sql`coalesce(recipient.status_at, '-infinity'::timestamptz)`;
  return sql`(
    select recipient.*, ${time}::text as moved, row_number() over (order by ${time} ${order}, recipient.id ${order}) as place
    from recipient
    where organisation_id = app_organisation_id() and campaign_id = ${input.campaignId} and recipient.settled_status >= ''
      and ${recipientShown(input)} and ${who}
      and ${after === null ? sql`true` : sql`(${time}, recipient.id) ${beyond} (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by ${time} ${order}, recipient.id ${order} limit ${sql.lit(input.pageSize + 1)})`;
}

/** Where the page before ended. */
function placeOf({ cursor, sort }: MoveInput): [string, string] | null {
  if (!cursor) return null;
  const parsed = cursorSchema.safeParse(
    decodeCursor(cursor, [sort === "status" ? "text" : "instant", "uuid"]),
  );
  if (parsed.success && byNews.includes(parsed.data[0]) === (sort === "status")) return parsed.data;
  throw new PackpostError("invalid_input", "This page of the list does not exist.", {
    nextStep: "Start again from the top of the list.",
  });
}
