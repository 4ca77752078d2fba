import { type RawBuilder, sql } from "kysely";
import { organisationToday } from "./audience-sql.ts";

/**
 * A person's merge values as JSON, read by the claim and by the preview alike. Pets are those that hold the pass;
 * where none does (somebody added by hand), all active ones.
 * @param customer alias of the customer in the surrounding query
 * @param passId the campaign's pass, as SQL
 * @param today the day in the organisation's zone, as SQL
 */
export function personValuesOf(
  customer: string,
  passId: RawBuilder<unknown>,
  today: RawBuilder<unknown> = organisationToday,
): RawBuilder<unknown> {
  const c = sql.ref(customer);
  // A row as JSON knows its columns once; json_build_object looks up each argument anew, four times a person of a claim.
  return sql`(
    select row_to_json(person)
    from (
      select ${c}.first_name, ${c}.last_name, coalesce(holding.names, to_json(${c}.pet_names)) as pet_names, holding.valid_through
      from (select json_agg(pet.name order by pet.created_at, pet.id) as names, max(held.valid_through) as valid_through
            from pet
            -- The limit keeps the planner from turning this round and reading every registration of the pass.
            cross join lateral (
              select valid_through from registration
              where registration.organisation_id = ${c}.organisation_id and registration.pet_id = pet.id and registration.pass_id = ${passId}
                and registration.status = 'active' and registration.valid_through >= ${today} limit 1) held
            where pet.organisation_id = ${c}.organisation_id and pet.family_id = ${c}.family_id and pet.status = 'active') holding) person)`;
}
