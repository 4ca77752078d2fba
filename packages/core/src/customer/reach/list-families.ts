import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { type Candidates, findByWords, type Reading, readByName } from "../../paging/read-by-name.ts";
import { foundFamilies } from "../find-families-sql.ts";
import { emailCandidates, refusedEmail, refusedText, textCandidates } from "../list/customer-filter-sql.ts";
import { type FamilyLine, type FamilyRow, familyColumns, familyOf } from "./family-line-sql.ts";
import type { ListFamiliesInput, UnreachableWay } from "./schemas.ts";
import { isHead, nobodyBy } from "./ways-sql.ts";

export interface FamilyList {
  families: FamilyLine[];
  /** The search finds more than are looked through: a longer word finds the others. */
  isCut: boolean;
  nextCursor: string | null;
}

/** Families that a search shows, the best first; whoever is not among them is found by a longer word. */
const MOST_FOUND = 50;

/**
 * A page of families with who of them can be reached how, by the name of their first contact; those of whom nobody can be reached by a
 * way; those whom a search finds, best first (P11). A family stands where its first contact does, so that the list goes along the same
 * index of names, and a filter's own people are found by the same rare ones, as the list of customers.
 * @throws {PackpostError} forbidden; invalid_input for a cursor of another list
 */
export async function listFamilies({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListFamiliesInput;
}): Promise<FamilyList> {
  requirePermission(ctx, "customer.read");
  const { search, pageSize } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (search !== "") {
      const { rows, looked } = await judge(
        em,
        ctx,
        input,
        foundHeads(ctx, search),
        sql`people.nth`,
        MOST_FOUND,
      );
      return { families: rows.map(familyOf), isCut: looked >= MOST_FOUND, nextCursor: null };
    }
    const rows = await readByName<FamilyRow>({
      em,
      place: { after: input.cursor ? decodeCursor(input.cursor, ["text", "uuid"]) : null, search, pageSize },
      read: (people) => judge(em, ctx, input, people, sql`customer.search_key, customer.id`, pageSize + 1),
      find: (most) => findByWords(em, search, most),
      candidates: candidatesWithout(input.without),
    });
    const page = rows.slice(0, pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      families: page.map(familyOf),
      isCut: false,
      nextCursor: last === undefined ? null : encodeCursor(last.place),
    };
  });
}

/** The first contacts of the families that a search finds, with their place. */
export function foundHeads(ctx: Context, search: string): RawBuilder<unknown> {
  return sql`
    select customer.id, found.nth
    from (select family_id, row_number() over () as nth from (${foundFamilies(ctx, search, MOST_FOUND)}) ranked) found
    join customer on customer.organisation_id = app_organisation_id() and customer.family_id = found.family_id and ${isHead}`;
}

const mine = sql`organisation_id = app_organisation_id()`;
const hasWhy = (all: readonly Candidates[]) =>
  sql`(${sql.join(
    all.map(({ isOne }) => isOne),
    sql` or `,
  )})`;

/** Of families without a primary contact everybody: who stands for one is among them. By family_leaderless. */
const ofLeaderless = sql`
  select member.id as customer_id from family
  cross join lateral (
    select id from customer where customer.organisation_id = app_organisation_id() and customer.family_id = family.id offset 0) member
  where family.organisation_id = app_organisation_id() and family.leaderless`;

/** First contacts who lack an address or number, and whoever is refused at one. By customer_head_without_mailbox or …_number. */
function headsWithout(lacking: RawBuilder<unknown>, refused: readonly Candidates[]): RawBuilder<unknown> {
  const people = [
    sql`select id as customer_id from customer where ${mine} and ${lacking} and contact = 'primary' and merged_into is null`,
    ...refused.map((one) => sql`select customer_id from (${one.people}) one`),
    ofLeaderless,
  ];
  return sql.join(people, sql` union all `);
}

/** Whom a filter could let through: of a family nobody of whom is mailed, or texted, its first contact is not either. */
export function candidatesWithout(without: UnreachableWay | null): Candidates {
  if (without === null)
    return {
      people: sql`select id as customer_id from customer where ${mine} and search_key >= ''`,
      isOne: sql`true`,
      few: false,
    };
  const texted = headsWithout(sql`phone is null`, refusedText);
  if (without === "text") return { people: texted, isOne: hasWhy(textCandidates), few: false };
  const mailed = headsWithout(sql`email_key is null`, refusedEmail);
  if (without !== "any") return { people: mailed, isOne: hasWhy(emailCandidates), few: false };
  // Who has neither, or is refused at what they have.
  const neither = headsWithout(sql`email_key is null and phone is null`, [...refusedEmail, ...refusedText]);
  return {
    people: neither,
    isOne: sql`(${hasWhy(emailCandidates)} and ${hasWhy(textCandidates)})`,
    few: false,
  };
}

/** Whether a filter shows the family that `customer` stands for. */
export function familyShown(ctx: Context, without: UnreachableWay | null): RawBuilder<boolean> {
  return without === null ? isHead : sql<boolean>`${isHead} and ${nobodyBy(ctx, without)}`;
}

async function judge(
  em: EntityManager,
  ctx: Context,
  { without }: Pick<ListFamiliesInput, "without">,
  people: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  most: number,
): Promise<Reading<FamilyRow>> {
  const { rows } = await sql<(FamilyRow | Record<keyof FamilyRow, null>) & { looked: number }>`
    with people as materialized (${people}),
    head as materialized (
      select *, row_number() over () as nth from (
        select customer.family_id, customer.pet_names, jsonb_build_array(customer.search_key, customer.id) as place
        from people
        cross join lateral (
          select * from customer where organisation_id = app_organisation_id() and id = people.id offset 0) customer
        where ${familyShown(ctx, without)} order by ${order} limit ${sql.lit(most)}) ordered)
    select looked.n as looked, told.*
    from (select count(*)::int as n from people) looked
    left join lateral (select head.nth, ${familyColumns(ctx)} from head) told on true
    order by told.nth`.execute(em.getKysely());
  return {
    looked: rows[0]?.looked ?? 0,
    rows: rows.filter((row): row is FamilyRow & { looked: number } => row.family_id !== null),
  };
}
