import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { type Candidates, findByWords, type Reading, readByName } from "../paging/read-by-name.ts";
import { audienceOf, clockNow, withTheirMailboxes } from "./audience-sql.ts";
import {
  conditionOf,
  type EvaluatedPerson,
  type EvaluatedRow,
  evaluatedPersonOf,
  personColumns,
} from "./evaluated-person-sql.ts";
import { failedPeopleOf } from "./failed-people-sql.ts";
import { findParent } from "./find-parent.ts";
import { keepEnough } from "./keep-enough.ts";
import { reasonFacts } from "./person-reasons-sql.ts";
import { isFew, isPrefiltered, prefilterOf } from "./prefilter-sql.ts";
import type { ListAudienceInput } from "./schemas.ts";

export interface AudiencePerson extends EvaluatedPerson {
  inactivePetNames: string[];
}

export interface AudiencePage {
  people: AudiencePerson[];
  nextCursor: string | null;
}

interface Row extends EvaluatedRow {
  inactive_pet_names: string[];
  search_key: string;
}

/**
 * A page of the audience by name (C4), in milliseconds whatever its size: see {@link readByName}.
 */
export async function listAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListAudienceInput;
}): Promise<AudiencePage> {
  requirePermission(ctx, "campaign.read");
  const { search, pageSize } = input;
  const after = input.cursor ? decodeCursor(input.cursor, ["text", "uuid"]) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const parentId = await findParent(em, input.campaignId);
    await keepEnough(em);
    const rows = await readByName({
      em,
      place: { after, search, pageSize },
      read: (people) => judge(em, input, people),
      find: (most) => findByWords(em, search, most),
      candidates: parentId === null ? candidatesOf(input) : failedOf(input.campaignId, parentId),
    });
    const page = rows.slice(0, pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      people: page.map((row) => ({ ...evaluatedPersonOf(row), inactivePetNames: row.inactive_pet_names })),
      nextCursor: last === undefined ? null : encodeCursor([last.search_key, last.customer_id]),
    };
  });
}

const withClock = (select: RawBuilder<unknown>) =>
  sql`with clock as materialized (${clockNow}) select customer_id from (${select}) candidate`;

function candidatesOf({ filter, ...key }: ListAudienceInput): Candidates {
  return {
    people: withClock(prefilterOf(filter, key)),
    isOne: isPrefiltered(filter, key),
    few: isFew(filter),
  };
}

/** Of a resend: whom its parent failed to reach. */
function failedOf(campaignId: string, parentId: string): Candidates {
  const people = sql`select customer_id from ${failedPeopleOf(sql`${parentId}::uuid`, sql`${campaignId}::uuid`)} failed`;
  return { people, isOne: sql`(customer.id in (${people})) is true`, few: true };
}

/**
 * Who of these people belongs to the page. Each look-up goes from the people outward by index; the facts behind the
 * reasons are read for the page alone. One row at least, so that it can say how many it has looked at.
 */
async function judge(
  em: EntityManager,
  input: ListAudienceInput,
  people: RawBuilder<unknown>,
): Promise<Reading<Row>> {
  const { rows } = await sql<(Row | Record<keyof Row, null>) & { looked: number }>`
    with clock as materialized (${clockNow}),
    people as materialized (${people}),
    among as materialized (select ${withTheirMailboxes} as ids),
    person as materialized (
      select ${personColumns}
      from ${audienceOf(input, sql`(select ids from among)`)} audience
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = audience.customer_id offset 0) customer
      where (audience.customer_id in (select id from people)) is true and ${conditionOf(input.filter)}
      order by customer.search_key, customer.id limit ${sql.lit(input.pageSize + 1)})
    select looked.n as looked, person.*, ${inactivePetNames} as inactive_pet_names,
           case when person.reasons <> 0 then ${reasonFacts(input)} end as facts
    from clock cross join (select count(*)::int as n from people) looked left join person on true
    order by person.search_key, person.customer_id`.execute(em.getKysely());
  return {
    looked: rows[0]?.looked ?? 0,
    rows: rows.filter((row) => row.customer_id !== null),
  };
}

/** Read for the page alone; `pet_names` has the active ones. */
const inactivePetNames = sql`array(select pet.name from pet where pet.organisation_id = app_organisation_id()
  and pet.family_id = person.family_id and pet.status = 'inactive' order by pet.created_at, pet.id)`;
