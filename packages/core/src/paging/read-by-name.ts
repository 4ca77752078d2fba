import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { CursorPart } from "./cursor.ts";
import { hasWords } from "./file-sql.ts";
import { searchWords } from "./search-words.ts";

/** How far a walk along the names goes before something else is tried, in pages. Each costs some milliseconds a thousand people. */
const WALKS = [4, 40] as const;
/** The same among those a search finds: each step passes over whom it does not find. */
const SEARCH_WALKS = [4, 30] as const;
/** The same along the filter's own people, of whom nearly all belong to it; at last all of them. */
const CANDIDATE_WALKS = [4, 100, null] as const;
/** A search that finds more is walked through like everybody; fewer are evaluated one by one. */
const FEW = 10_000;

/** Which part of a list is asked for. */
export interface PagePlace {
  /** Where the page before ended: search key and customer id; null = from the top. */
  readonly after: readonly CursorPart[] | null;
  readonly search: string;
  readonly pageSize: number;
  /** From the last name to the first, instead. */
  readonly order?: "asc" | "desc";
}

/** What a page's statement found among the people it was given. */
export interface Reading<Row> {
  /** In the order of names, one more than a page if there is more. */
  readonly rows: Row[];
  /** How many people it was given. */
  readonly looked: number;
}

/**
 * A page of a list of customers by name, whatever filter it has and however many there are: first those next in the
 * index of names are evaluated, since mostly some of them belong to the page; if it does not fill, the next of the filter's
 * own people are, found by an index of what is rare about them. Neither judges everybody.
 *
 * @param options.read judges people, given as a select of `id` from customer
 * @param options.find see {@link findByWords}
 * @param options.candidates ids of all whom the filter could let through, as a sub-select, and perhaps of some more
 * @param options.few there are only few candidates: no use walking
 */
export async function readByName<Row>(options: {
  readonly place: PagePlace;
  readonly read: (people: RawBuilder<unknown>) => Promise<Reading<Row>>;
  readonly find: (most: number) => Promise<string[]>;
  readonly candidates: RawBuilder<unknown>;
  readonly few: boolean;
}): Promise<Row[]> {
  const { place, read, candidates, few } = options;
  const { search, pageSize } = place;
  const order = place.order === "desc" ? sql`desc` : sql`asc`;
  const found = search === "" ? null : await options.find(FEW + 1);
  if (found !== null && found.length <= FEW)
    return (await read(peopleBy(place, sql`id = any(${found}::uuid[])`))).rows;
  const walk = async (condition: RawBuilder<unknown>, pages: number | null) => {
    const people = peopleBy(place, condition);
    if (pages === null) return (await read(people)).rows;
    const most = pages * pageSize;
    const { rows, looked } = await read(
      sql`${people} order by search_key ${order}, id ${order} limit ${sql.lit(most)}`,
    );
    return rows.length > pageSize || looked < most ? rows : null;
  };
  for (const pages of few ? [] : search === "" ? WALKS : SEARCH_WALKS) {
    // The condition is the predicate of the index customer_by_name (migration 007-customers).
    const rows = await walk(sql`search_key >= ''`, pages);
    if (rows !== null) return rows;
  }
  for (const pages of CANDIDATE_WALKS) {
    const rows = await walk(sql`id = any(array(${candidates}))`, pages);
    if (rows !== null) return rows;
  }
  return [];
}

/** Ids of the customers whom a search finds, up to a limit, by the trigram index. */
export async function findByWords(em: EntityManager, search: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select array(select search_customers(${searchWords(search)}, ${most}::int)) as ids`.execute(
    em.getKysely(),
  );
  return rows[0]?.ids ?? [];
}

/** Searching is a filter here: the trigram index has said that it finds many, or the candidates are few. */
function peopleBy({ after, search, order }: PagePlace, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select id, email_key from customer
    where organisation_id = app_organisation_id() and ${condition} and ${hasWords(search)}
      and ${after === null ? sql`true` : sql`(search_key, id) ${order === "desc" ? sql`<` : sql`>`} (${after[0]}::text, ${after[1]}::text::uuid)`}`;
}
