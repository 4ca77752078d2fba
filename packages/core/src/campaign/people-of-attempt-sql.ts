import { type RawBuilder, sql } from "kysely";

/** Whether a row of `recipient` is one of the people whom a call of `attempt` holds; by the range that it took, along recipient_by_slice. */
export const isOfAttempt: RawBuilder<boolean> = sql<boolean>`(
  recipient.organisation_id = attempt.organisation_id and recipient.broadcast_id = attempt.broadcast_id and recipient.slice = attempt.slice
  and recipient.id between attempt.first_recipient_id and attempt.last_recipient_id and recipient.attempt_id = attempt.id)`;
