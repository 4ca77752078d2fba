import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { hasWords } from "../../paging/file-sql.ts";
import {
  FEW_OF_FILTER,
  findByWords,
  findFew,
  isEach,
  type Reading,
  readByName,
} from "../../paging/read-by-name.ts";
import { bestMatches, MOST_MATCHES } from "./best-matches-sql.ts";
import { candidatesOf, customerShown, isSilent, lastContact } from "./customer-filter-sql.ts";
import { type CustomerLine, type LineRow, lineOf, linesOf } from "./customer-line-sql.ts";
import { fewVisibleCustomers } from "./customer-scope-sql.ts";
import type { ListCustomersInput } from "./schemas.ts";

export interface CustomerList {
  customers: CustomerLine[];
  /** The search finds more than are looked through: a longer word finds the others. */
  isCut: boolean;
  nextCursor: string | null;
}

/** How many of those who fall silent are judged at a time, in pages: mostly the first are enough; then only whom further filters let through. */
const SILENCE_WALKS = [1, 4, 100, null] as const;

interface Read {
  rows: LineRow[];
  isCut?: boolean;
}

/**
 * A page of the customers whom the actor may see (P1, T54): by name; those who fall silent by the day; those whom a search finds, best
 * match first. By keysets, in milliseconds whatever their number: readByName() and the indexes of 035-customer-list.
 * @throws {PackpostError} forbidden; invalid_input for a cursor of another list
 */
export async function listCustomers({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListCustomersInput;
}): Promise<CustomerList> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows, isCut = false } = await read(em, ctx, input);
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      customers: page.map(lineOf),
      isCut,
      nextCursor: last === undefined ? null : encodeCursor(last.place),
    };
  });
}

async function read(em: EntityManager, ctx: Context, input: ListCustomersInput): Promise<Read> {
  if (input.search !== "") {
    const found = await bestMatches(em, ctx, input.search);
    // With a filter the few whom it wants may be among those who were not looked through.
    if (!found.isCut || !isNarrowed(input)) return { rows: await ranked(em, ctx, input, found), ...found };
  }
  if (input.silence !== null) return { rows: await bySilence(em, ctx, input) };
  return { rows: await byName(em, ctx, input) };
}

function isNarrowed({ email, text, passId, silence }: ListCustomersInput): boolean {
  return (email ?? text ?? passId ?? silence) !== null;
}

async function byName(em: EntityManager, ctx: Context, input: ListCustomersInput): Promise<LineRow[]> {
  const { search, pageSize, order } = input;
  const after = input.cursor ? decodeCursor(input.cursor, ["text", "uuid"]) : null;
  const direction = order === "desc" ? sql`desc` : sql``;
  return readByName<LineRow>({
    em,
    place: { after, search, pageSize, order },
    read: (people) =>
      judge(em, ctx, input, people, {
        order: sql`customer.search_key ${direction}, customer.id ${direction}`,
        place: sql`jsonb_build_array(customer.search_key, customer.id)`,
      }),
    find: (most) => findByWords(em, search, most),
    candidates: candidatesOf(ctx, input),
  });
}

/** Who falls silent, the next one first; who has, the last one first. Along customer_by_last_contact. */
async function bySilence(em: EntityManager, ctx: Context, input: ListCustomersInput): Promise<LineRow[]> {
  const { silence, search, pageSize } = input;
  if (silence === null) return [];
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  const back = silence === "now";
  const direction = back ? sql`desc` : sql``;
  const visible = fewVisibleCustomers(ctx);
  const found = search === "" ? null : await findByWords(em, search, MOST_MATCHES * 100);
  const candidates = candidatesOf(ctx, input);
  const own = [candidates, ...(candidates.further ?? [])];
  const peopleUpTo = (most: number | null, isAsked: RawBuilder<unknown>) => sql`
    select customer.id from customer
    where customer.organisation_id = app_organisation_id() and customer.created_at > '-infinity' and ${isSilent(silence)}
      and ${after === null ? sql`true` : sql`(${lastContact}, customer.id) ${back ? sql`<` : sql`>`} (${after[0]}::timestamptz, ${after[1]}::text::uuid)`}
      ${visible === null ? sql`` : sql`and customer.id in (${visible})`}
      and ${isAsked}
      and ${found === null ? hasWords(search) : sql`customer.id = any(${found}::uuid[])`}
    order by ${lastContact} ${direction}, customer.id ${direction}
    ${most === null ? sql`` : sql`limit ${sql.lit(most)}`}`;
  let isAsked: RawBuilder<unknown> = sql`true`;
  for (const pages of SILENCE_WALKS) {
    const most = pages === null ? null : pages * pageSize + 1;
    const { rows, looked } = await judge(em, ctx, input, peopleUpTo(most, isAsked), {
      order: sql`${lastContact} ${direction}, customer.id ${direction}`,
      place: sql`jsonb_build_array((${lastContact})::text, customer.id)`,
    });
    if (rows.length > pageSize || most === null || looked < most) return rows;
    if (pages !== SILENCE_WALKS[0]) continue;
    // A further filter lets few through: whoever of its own falls silent is put in order.
    const few = await findFew(em, candidates, FEW_OF_FILTER * pageSize);
    isAsked = few === null ? isEach(own) : sql`customer.id = any(${few}::uuid[]) and ${isEach(own)}`;
  }
  return [];
}

/** Who was found, best first: as the palette and the new message find families. */
async function ranked(
  em: EntityManager,
  ctx: Context,
  input: ListCustomersInput,
  found: { readonly people: RawBuilder<unknown> },
): Promise<LineRow[]> {
  const after = input.cursor ? decodeCursor(input.cursor, ["int", "float", "text", "uuid"]) : null;
  const behind =
    after === null
      ? sql`true`
      : sql`(place, unlikeness, search_key, id) > (${after[0]}::int, ${after[1]}::text::float8, ${after[2]}::text, ${after[3]}::text::uuid)`;
  // Without a filter whoever was found belongs to the page, and only those of the page are judged.
  const most = isNarrowed(input) ? sql`` : sql`limit ${sql.lit(input.pageSize + 1)}`;
  const people = sql`
    select * from (${found.people}) matching where ${behind} order by place, unlikeness, search_key, id ${most}`;
  const { rows } = await judge(em, ctx, input, people, {
    order: sql`people.place, people.unlikeness, people.search_key, people.id`,
    place: sql`jsonb_build_array(people.place, people.unlikeness, people.search_key, people.id)`,
  });
  return rows;
}

async function judge(
  em: EntityManager,
  ctx: Context,
  input: ListCustomersInput,
  people: RawBuilder<unknown>,
  way: { readonly order: RawBuilder<unknown>; readonly place: RawBuilder<unknown> },
): Promise<Reading<LineRow>> {
  const shown = customerShown(ctx, input);
  const { rows } = await linesOf(ctx, people, { ...way, shown, most: input.pageSize + 1 }).execute(
    em.getKysely(),
  );
  return { looked: rows[0]?.looked ?? 0, rows: rows.filter((row) => row.customer_id !== null) };
}
