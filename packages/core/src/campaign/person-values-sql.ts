import { type RawBuilder, sql } from "kysely";

/**
 * A person's merge values as JSON, read by the claim and by the preview alike. Pets are those that hold the pass;
 * where none does (somebody added by hand), all active ones.
 * @param customer alias of the customer in the surrounding query
 * @param passId the campaign's pass, as SQL
 */
export function personValuesOf(customer: string, passId: RawBuilder<unknown>): RawBuilder<unknown> {
  const c = sql.ref(customer);
  return sql`(
    select jsonb_build_object('first_name', ${c}.first_name, 'last_name', ${c}.last_name,
      'pet_names', coalesce(holding.names, to_jsonb(${c}.pet_names)), 'valid_through', holding.valid_through)
    from (select jsonb_agg(pet.name order by pet.created_at, pet.id) as names, max(registration.valid_through) as valid_through
          from pet join registration on registration.organisation_id = pet.organisation_id and registration.pet_id = pet.id
          where pet.organisation_id = ${c}.organisation_id and pet.family_id = ${c}.family_id and pet.status = 'active'
            and registration.pass_id = ${passId} and registration.status = 'active'
            and registration.valid_through >= (select (app_now() at time zone zone)::date from organisation where id = ${c}.organisation_id)) holding)`;
}
