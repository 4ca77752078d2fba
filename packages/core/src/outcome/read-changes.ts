import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { OUTCOME_DAYS } from "./forget-outcomes.ts";
import { readOutcomes } from "./read-outcomes.ts";
import type { OutcomePage } from "./schemas.ts";

/** A place among the changes: the transaction, its row, and how many of that row's messages were read. */
export interface Place {
  readonly transactionId: string;
  readonly id: string;
  readonly read: number;
}

export const firstPlace: Place = {
  transactionId: "0",
  id: "00000000-0000-0000-0000-000000000000",
  read: 0,
};

/** @throws {PackpostError} invalid_input when it is no cursor of outcomes */
export function placeFrom(cursor: string): Place {
  const [transactionId, id, read] = decodeCursor(cursor, ["text", "uuid", "int"]);
  if (!/^\d{1,18}$/.test(String(transactionId)))
    throw new PackpostError("invalid_input", "This is no cursor of outcomes.");
  return { transactionId: String(transactionId), id: String(id), read: Number(read) };
}

export const cursorOf = ({ transactionId, id, read }: Place) => encodeCursor([transactionId, id, read]);

/** Where changes of transactions begin that are not done yet: the place of whoever reads from now on, a transaction's number. */
export async function placeOfNow(em: EntityManager): Promise<string> {
  const { rows } = await sql<{
    now: string;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as now`.execute(em.getKysely());
  return z.string().parse(rows[0]?.now);
}

const changeSchema = z.object({
  transaction_id: z.string(),
  id: z.string(),
  place: z.coerce.number(),
  message_id: z.string(),
  single: z.boolean(),
});

/** The changes behind a place, as a statement: along outcome_change_in_order, no further than it must. */
export function changesAfter(
  { organisationId }: Pick<Context, "organisationId">,
  place: Place,
  most: number,
) {
  return sql`
    select change.transaction_id::text, change.id, message.place, message.id as message_id, change.delivery_ids is not null as single
    from outcome_change change
    cross join lateral unnest(coalesce(change.recipient_ids, change.delivery_ids)) with ordinality message (id, place)
    where change.organisation_id = ${organisationId} and change.transaction_id >= 0
      and (change.transaction_id, change.id) >= (${place.transactionId}::text::bigint, ${place.id}::uuid)
      and change.transaction_id < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
      and (change.id <> ${place.id}::uuid or message.place > ${place.read})
    order by change.transaction_id, change.id, message.place
    limit ${most}`;
}

/**
 * The next changes of outcomes behind a place (P10), each message with how it stands now; one that changed twice within the page
 * comes once. No change is left out and none comes again: those of transactions that are still open, and of all that began after the
 * oldest of them, wait for the next time. By outcome_change_in_order.
 * @param limit most changes that are looked at; `looked` says how many were
 * @throws {PackpostError} conflict when what followed the place is not kept any more
 */
export async function readChanges(
  em: EntityManager,
  ctx: Context,
  place: Place,
  limit: number,
  behind: "must be kept" | "whatever is kept" = "must be kept",
): Promise<Omit<OutcomePage, "cursor"> & { place: Place; looked: number }> {
  const { rows } = await changesAfter(ctx, place, limit + 1).execute(em.getKysely());
  const changes = rows.map((row) => changeSchema.parse(row));
  // Looked at after the changes: what was forgotten meanwhile is noticed.
  if (place.transactionId !== "0" && behind === "must be kept") await refuseForgotten(em, ctx, place);
  const page = changes.slice(0, limit);
  const last = page.at(-1);
  const outcomes = await readOutcomes(em, ctx, page);
  return {
    outcomes,
    looked: page.length,
    more: changes.length > limit,
    place: last === undefined ? place : { transactionId: last.transaction_id, id: last.id, read: last.place },
  };
}

async function refuseForgotten(em: EntityManager, ctx: Context, place: Place): Promise<void> {
  const { rows } = await sql`
    select from outcome_feed where organisation_id = ${ctx.organisationId} and forgotten_transaction_id > ${place.transactionId}::text::bigint`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) return;
  throw new PackpostError(
    "conflict",
    `Changes are kept for ${OUTCOME_DAYS} days, and this cursor is older.`,
    {
      nextStep: "Begin again without a cursor; what changed before is in the exports of each campaign.",
    },
  );
}
