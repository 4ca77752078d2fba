import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { audienceOf, clockNow } from "./audience-sql.ts";
import { explainReasons, type Reason } from "./explain-reasons.ts";
import { lacksValue } from "./missing-value-sql.ts";
import { type ReasonFacts, reasonFacts } from "./person-reasons-sql.ts";
import { reasonBit } from "./reasons.ts";
import type { AudienceFilter, ListAudienceInput } from "./schemas.ts";

/** One person the campaign is about, and every reason why it would not reach them. */
export interface AudiencePerson {
  customerId: string;
  number: number;
  name: string;
  email: string | null;
  petNames: string[];
  inactivePetNames: string[];
  /** By hand (C3). */
  added: boolean;
  /** Empty = will receive. */
  reasons: Reason[];
}

export interface AudiencePage {
  people: AudiencePerson[];
  nextCursor: string | null;
}

interface Row {
  customer_id: string;
  number: number;
  name: string;
  email: string | null;
  pet_names: string[];
  inactive_pet_names: string[];
  reasons: number;
  added: boolean;
  sort_key: string;
  facts: ReasonFacts;
}

/** Read for the page alone; `pet_names` has the active ones. */
const inactivePetNames = sql`array(select pet.name from pet where pet.organisation_id = app_organisation_id()
  and pet.family_id = customer.family_id and pet.status = 'inactive' order by pet.created_at, pet.id)`;

/**
 * A page of the audience by name (C4). The page is cut first, then the facts behind the reasons are read for it alone.
 * Search runs as a set of ids from the trigram index (search_customers).
 */
export async function listAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListAudienceInput;
}): Promise<AudiencePage> {
  requirePermission(ctx, "campaign.read");
  const after = input.cursor ? decodeCursor(input.cursor, 2) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Row>`
      with clock as materialized (${clockNow}),
      person as materialized (
        select audience.customer_id, audience.email_key, audience.reasons, audience.added, audience.last_contact_at, customer.search_key as sort_key
        from ${audienceOf(input)} audience
        join customer on customer.organisation_id = app_organisation_id() and customer.id = audience.customer_id
        where ${conditionOf(input.filter)}
          and ${input.search === "" ? sql`true` : sql`customer.id in (select search_customers(${input.search}))`}
          and ${after === null ? sql`true` : sql`(customer.search_key, customer.id) > (${after[0]}::text, ${after[1]}::text::uuid)`}
        order by customer.search_key, customer.id
        limit ${input.pageSize + 1})
      select person.customer_id, customer.number, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.email,
             customer.pet_names, ${inactivePetNames} as inactive_pet_names, person.reasons, person.added, person.sort_key,
             case when person.reasons = 0 then null else ${reasonFacts(input)} end as facts
      from clock, person join customer on customer.organisation_id = app_organisation_id() and customer.id = person.customer_id
      order by person.sort_key, person.customer_id`.execute(em.getKysely());
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      people: page.map(personOf),
      nextCursor: last === undefined ? null : encodeCursor([last.sort_key, last.customer_id]),
    };
  });
}

function conditionOf(filter: AudienceFilter): RawBuilder<unknown> {
  switch (filter.kind) {
    case "all":
      return sql`true`;
    case "will":
      return sql`audience.reasons = 0`;
    case "will_not":
      return sql`audience.reasons <> 0`;
    case "added":
      return sql`audience.added`;
    case "reason":
      return sql`audience.reasons & ${reasonBit(filter.reason)}::int <> 0`;
    case "missing":
      return sql`audience.reasons = 0 and ${lacksValue(filter.field)}`;
  }
}

function personOf(row: Row): AudiencePerson {
  return {
    customerId: row.customer_id,
    number: row.number,
    name: row.name === "" ? `Customer ${row.number}` : row.name,
    email: row.email,
    petNames: row.pet_names,
    inactivePetNames: row.inactive_pet_names,
    added: row.added,
    reasons: row.reasons === 0 ? [] : explainReasons(row.reasons, row.facts),
  };
}
