import { shownAddress } from "@packpost/db/address";
import { type RawBuilder, sql } from "kysely";
import { explainReasons, type Reason } from "./explain-reasons.ts";
import { lacksValue } from "./missing-value-sql.ts";
import type { ReasonFacts } from "./person-reasons-sql.ts";
import { reasonBit } from "./reasons.ts";
import type { AudienceFilter } from "./schemas.ts";

/** One person the campaign is about, and every reason why it would not reach them. */
export interface EvaluatedPerson {
  customerId: string;
  number: number;
  name: string;
  /** As people read it. */
  email: string | null;
  petNames: string[];
  /** By hand (C3). */
  added: boolean;
  /** Empty = will receive. */
  reasons: Reason[];
}

/** A row of {@link personColumns} with the facts behind the reasons. */
export interface EvaluatedRow {
  customer_id: string;
  number: number;
  name: string;
  email: string | null;
  pet_names: string[];
  reasons: number;
  added: boolean;
  facts: ReasonFacts;
}

/** What is told of a person, from `audience` and their `customer`, and what the facts behind the reasons are looked up by. */
export const personColumns: RawBuilder<unknown> = sql`
  audience.customer_id, audience.email_key, audience.reasons, audience.added, audience.last_contact_at,
  customer.number, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.email, customer.pet_names,
  customer.family_id, customer.search_key`;

/** Whether a filter shows a row of `audience` with its `customer`. */
export function conditionOf(filter: AudienceFilter): RawBuilder<unknown> {
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

export function evaluatedPersonOf(row: EvaluatedRow): EvaluatedPerson {
  return {
    customerId: row.customer_id,
    number: row.number,
    name: row.name === "" ? `Customer ${row.number}` : row.name,
    email: row.email && shownAddress(row.email),
    petNames: row.pet_names,
    added: row.added,
    reasons: row.reasons === 0 ? [] : explainReasons(row.reasons, row.facts, row.email),
  };
}
