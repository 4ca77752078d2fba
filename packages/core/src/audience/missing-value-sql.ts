import { type RawBuilder, sql } from "kysely";
import type { MergeFieldName } from "../content/template/merge-fields.ts";
import { organisationToday } from "./audience-sql.ts";

/**
 * Whether `customer`, a row of `audience`, lacks the value of a merge field, as SQL. A last valid day is lacking only for
 * people added by hand: everybody else who will receive holds a valid registration of an active pet.
 */
export function lacksValue(field: MergeFieldName): RawBuilder<boolean> {
  switch (field) {
    case "first_name":
      return sql`btrim(customer.first_name) = ''`;
    case "last_name":
      return sql`btrim(customer.last_name) = ''`;
    case "full_name":
      return sql`btrim(customer.first_name || customer.last_name) = ''`;
    case "pet_names":
      return sql`btrim(array_to_string(customer.pet_names, '')) = ''`;
    case "pass_name":
    case "organisation_name":
      return sql`false`;
    case "valid_through":
      return sql`coalesce(audience.valid_through < ${organisationToday}, true)`;
  }
}
