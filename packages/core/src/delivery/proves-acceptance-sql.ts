import { type RawBuilder, sql } from "kysely";

/** Whether an event's `kind` proves that its mail was accepted: whatever speaks of the mail does, a change of a list or a choice does not. */
export const provesAcceptance: RawBuilder<boolean> = sql<boolean>`kind not in ('unknown', 'unsubscribed', 'resubscribed', 'blocked', 'reactivated')`;
