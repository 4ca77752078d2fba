import { type RawBuilder, sql } from "kysely";

/**
 * Whether a row is a customer's, or of a record that was merged into theirs (P11): history stays where it was written, and is read
 * together. By the key and customer_merged.
 * @param column of the row, as SQL
 */
export function isOfCustomer(column: RawBuilder<unknown>, customerId: string): RawBuilder<boolean> {
  // As an array it is known before the rows are looked for: an index by customer is always used.
  return sql<boolean>`${column} = any(array(
    select id from customer same where same.organisation_id = app_organisation_id() and same.id = ${customerId}
    union all
    select id from customer same where same.organisation_id = app_organisation_id() and same.merged_into = ${customerId}))`;
}
