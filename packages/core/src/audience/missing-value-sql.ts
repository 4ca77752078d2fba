import { type RawBuilder, sql } from "kysely";
import type { MergeFieldName } from "../content/merge-fields.ts";

/**
 * Whether `customer` lacks the value of a merge field, as SQL. Someone who will receive always holds a valid
 * registration of an active pet, so of those only names can be missing.
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
    case "valid_through":
      return sql`false`;
  }
}
