import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { CursorPart } from "./cursor.ts";
import { hasWords } from "./file-sql.ts";
import { searchWords } from "./search-words.ts";

/** How far the first walk along the names goes, in pages: everybody met there is judged, some milliseconds a hundred people. */
const FIRST_WALK = 4;
/** A search that finds more is walked through like everybody; fewer are judged one by one. */
const FEW = 10_000;
/** So many people of a filter's own, in pages, are put in order at once; more are met often enough along the names. */
export const FEW_OF_FILTER = 200;
/** How far the second walk goes, in pages: of each name is asked by key whether the filter could let them through. */
const SECOND_WALK = 200;
/** Of the last resort, which hashes all whom the filter could let through: without room for them each name would read them anew, for minutes. */
const HASH_MEMORY = "96MB";
/** Found so often among some_customers() (064-search-sample), it is told how common it is; below, it may be chance. */
const COMMON = 60;
/** How many of the filter's own people are judged at a time, in pages; at last all of them. */
const CANDIDATE_WALKS = [4, 100, null] as const;

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

/** Whom a filter could let through, and perhaps some more: as a set, and asked of one person. */
export interface Candidates {
  /** A select of `customer_id`, along indexes of what is rare about them, whose first rows are there at once. */
  readonly people: RawBuilder<unknown>;
  /** Whether `customer` is one, as SQL that looks up by key: asked of a few thousand names in a row. */
  readonly isOne: RawBuilder<unknown>;
  /** There are only few: no use walking. */
  readonly few: boolean;
  /**
   * The same people, with hardly any others, as a select of `id, search_key` that an index has in the order of names: a page of them is there
   * at once, however large a hole the names have.
   */
  readonly along?: RawBuilder<unknown>;
  /** `isOne` costs so little that names are passed by it. */
  readonly isAskedOfNames?: boolean;
  /** Of further filters, each of which must let somebody through too: the rarest of them may be few. `isOne` lets nobody else through. */
  readonly further?: readonly Omit<Candidates, "few" | "further">[];
}

/**
 * A page of a list of customers by name, whatever filter it has and however many there are. First those next in the order of names are
 * judged, of the filter's own people where an index has these in that order: mostly some of them belong to the page. If it does not fill, the
 * filter's own people are counted as far as {@link FEW_OF_FILTER}: so few are put in order. More are met along the names soon, by a look-up
 * each; or, where the names have a hole of thousands (nobody called Ada has opened it), by one reading of the filter's own people.
 *
 * @param options.read judges people, given as a select of `id, email_key` from customer
 * @param options.find see {@link findByWords}
 */
export async function readByName<Row>(options: {
  readonly em: EntityManager;
  readonly place: PagePlace;
  readonly read: (people: RawBuilder<unknown>) => Promise<Reading<Row>>;
  readonly find: (most: number) => Promise<string[] | null>;
  readonly candidates: Candidates;
}): Promise<Row[]> {
  const { em, place, read, candidates } = options;
  const { further = [], along } = candidates;
  const { search, pageSize } = place;
  const found = search === "" ? null : await options.find(FEW);
  if (found !== null) return (await read(peopleBy(place, sql`id = any(${found}::uuid[])`, null))).rows;
  const walk = async (peopleUpTo: (most: number | null) => RawBuilder<unknown>, pages: number | null) => {
    const most = pages === null ? null : pages * pageSize;
    const { rows, looked } = await read(peopleUpTo(most));
    return most === null || rows.length > pageSize || looked < most ? rows : null;
  };
  const names = (most: number | null) => peopleBy(place, inNames, most);
  const ordered = (others: RawBuilder<unknown>) =>
    along === undefined ? names : (most: number | null) => peopleInOrder(place, along, others, most);
  // Beside a search the filter's own few come first: what is looked for may stand together at the end of the alphabet.
  const first = candidates.few || search !== "" ? null : await walk(ordered(sql`true`), FIRST_WALK);
  if (first !== null) return first;
  const own = [candidates, ...further];
  const few =
    along !== undefined && further.length === 0
      ? null
      : await findFew(em, candidates, FEW_OF_FILTER * pageSize);
  let people = ordered(isEach(further));
  if (few !== null) {
    const isAsked = isEach(further.length === 0 ? [] : own);
    people = (most) => peopleBy(place, sql`id = any(${few}::uuid[]) and ${isAsked}`, most);
  } else if (along === undefined && candidates.isAskedOfNames) {
    people = (most) => peopleBy(place, sql`${inNames} and ${isEach(own)}`, most);
  } else if (along === undefined) {
    // Whose people are met by no index is hashed: asked by key in a hole among the names, each of tens of thousands would cost as much as a person.
    const met = search === "" ? null : await walk(names, FIRST_WALK);
    if (met !== null) return met;
    const { rows } = await read(peopleAmong(place, isEach(own), FIRST_WALK * pageSize));
    if (rows.length > pageSize) return rows;
    await sql`select set_config('work_mem', ${HASH_MEMORY}, true)`.execute(em.getKysely());
    people = (most) => peopleHashed(place, candidates.people, isEach(further), most);
  }
  for (const pages of CANDIDATE_WALKS) {
    const rows = await walk(people, pages);
    if (rows !== null) return rows;
  }
  return [];
}

/** Whether each filter could let somebody through, the first one asked first: of whom it lets through nobody, the others are not asked. */
export function isEach(filters: readonly Pick<Candidates, "isOne">[]): RawBuilder<unknown> {
  return filters.reduceRight<RawBuilder<unknown>>(
    (others, { isOne }) => sql`case when ${isOne} then ${others} else false end`,
    sql`true`,
  );
}

/** The people of the first filter that has few; null = each has more. */
export async function findFew(
  em: EntityManager,
  candidates: Candidates,
  most: number,
): Promise<string[] | null> {
  for (const { people } of [candidates, ...(candidates.further ?? [])]) {
    const few = await findFewOf(em, people, most);
    if (few !== null) return few;
  }
  return null;
}

async function findFewOf(
  em: EntityManager,
  people: RawBuilder<unknown>,
  most: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ ids: string[] | null }>`
    select case when cardinality(ids) <= ${sql.lit(most)} then ids end as ids
    from (select array(select customer_id from (${people}) candidate limit ${sql.lit(most + 1)}) as ids) found`.execute(
    em.getKysely(),
  );
  return rows[0]?.ids ?? null;
}

/**
 * Ids of the customers whom a search finds, by the trigram index; null where they are more than `most`, or by a look at some
 * would be: for what many have, reading the index takes longer than meeting them among the names (3 s of a million for a host).
 */
export async function findByWords(em: EntityManager, search: string, most: number): Promise<string[] | null> {
  const words = searchWords(search);
  const { rows } = await sql<{ ids: string[] | null }>`
    select case when known.n >= ${sql.lit(COMMON)} and known.share * ${highestNumber} > ${most}::int then null
      else array(select search_customers(${words}, ${most + 1}::int)) end as ids
    from (
      select count(*) filter (where has) as n, avg(has::int) as share from (
        select position((select search_term(${words})) in search_key) > 0 as has
        from some_customers(app_organisation_id())) looked) known`.execute(em.getKysely());
  const ids = rows[0]?.ids ?? null;
  return ids !== null && ids.length <= most ? ids : null;
}

/** About how many customers there are: they are numbered. */
const highestNumber = sql`(select number from customer where organisation_id = app_organisation_id() order by number desc limit 1)`;

/** The predicate of the index customer_by_name (migration 007-customers), without which it is not read. */
const inNames = sql`search_key >= ''`;

/** People in the order of names. Searching is a filter here: the trigram index has said that it finds many, or the candidates are few. */
function peopleBy(
  place: PagePlace,
  condition: RawBuilder<unknown>,
  most: number | null,
): RawBuilder<unknown> {
  return sql`
    select id, email_key from customer
    where organisation_id = app_organisation_id() and ${condition} and ${isBehind(place)}
    order by ${orderOf(place)} ${most === null ? sql`` : sql`limit ${sql.lit(most)}`}`;
}

/** Those whom an index has in the order of names, and of whom something else holds too. */
function peopleInOrder(
  place: PagePlace,
  along: RawBuilder<unknown>,
  others: RawBuilder<unknown>,
  most: number | null,
): RawBuilder<unknown> {
  return sql`
    select id, ${emailKey} as email_key
    from (
      select id, search_key from (${along}) customer
      where ${others} and ${isBehind(place)}
      order by ${orderOf(place)} ${most === null ? sql`` : sql`limit ${sql.lit(most)}`}) customer
    order by ${orderOf(place)}`;
}

/**
 * Those in the order of names who are among some that are hashed. The index alone is read for whoever is passed, however many stand before
 * them: 270,000 cost 800 ms when each one's row was read. In an expression, so that they are passed in their order whatever the statistics say.
 */
function peopleHashed(
  place: PagePlace,
  hashed: RawBuilder<unknown>,
  others: RawBuilder<unknown>,
  most: number | null,
): RawBuilder<unknown> {
  const inOrder = sql`select id, search_key from customer where organisation_id = app_organisation_id() and ${inNames}`;
  return peopleInOrder(place, inOrder, sql`${others} and (id in (${hashed})) is true`, most);
}

/** Those of the next names, as far as {@link SECOND_WALK}, who are asked for, each looked up as it is met, until there are enough. */
function peopleAmong(place: PagePlace, isOne: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  return sql`
    select id, ${emailKey} as email_key
    from (
      select id, search_key from customer
      where organisation_id = app_organisation_id() and ${inNames} and ${isBehind(place)}
      order by ${orderOf(place)} limit ${sql.lit(SECOND_WALK * place.pageSize)}) customer
    where ${isOne} order by ${orderOf(place)} limit ${sql.lit(most)}`;
}

/** Of `customer`, of whom the index of names tells only who they are. */
const emailKey = sql`(select email_key from customer found where found.organisation_id = app_organisation_id() and found.id = customer.id)`;

/** Whether a search finds `customer`, and they come after the page before. */
function isBehind({ after, search, order }: PagePlace): RawBuilder<unknown> {
  return after === null
    ? hasWords(search)
    : sql`${hasWords(search)} and (search_key, id) ${order === "desc" ? sql`<` : sql`>`} (${after[0]}::text, ${after[1]}::text::uuid)`;
}

function orderOf({ order }: PagePlace): RawBuilder<unknown> {
  return order === "desc" ? sql`search_key desc, id desc` : sql`search_key, id`;
}
