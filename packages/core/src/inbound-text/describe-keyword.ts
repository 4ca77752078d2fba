import type { EntityManager } from "@packpost/db/orm";
import type { InboundText } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Keyword } from "../texting/read-keyword.ts";
import type { ThreadOfNumber } from "./find-thread-of-number.ts";

/** What stands at a keyword in the thread: what it did, and what else its writer may have meant. */
export interface KeywordEvent extends Record<string, unknown> {
  readonly kind: "opted_out" | "opted_in" | "asked_for_help";
  readonly number: string;
  /** CANCEL and END are natural answers to a text about a visit (T26): the next one, if there is one soon. */
  readonly visit: { readonly id: string; readonly startsAt: string } | null;
}

const kinds = { stop: "opted_out", start: "opted_in", help: "asked_for_help" } as const;

/** So far ahead a visit is what somebody may have meant. */
const AHEAD = "3 days";

/** Describes a keyword for the staff; the provider has answered its writer. */
export async function describeKeyword(
  em: EntityManager,
  ctx: Context,
  { text, keyword, place }: { text: InboundText; keyword: Keyword; place: ThreadOfNumber },
): Promise<KeywordEvent> {
  const event = { kind: kinds[keyword], number: text.from, visit: null };
  if (keyword !== "stop" || !/\b(cancel|end|quit)\b/i.test(text.body) || place.customerId === null)
    return event;
  const { rows } = await sql<{ id: string; startsAt: string }>`
    select visit.id, visit.starts_at as "startsAt" from appointment visit
    join customer on customer.organisation_id = visit.organisation_id and customer.id = ${place.customerId}
    where visit.organisation_id = ${ctx.organisationId} and visit.family_id = customer.family_id and visit.status = 'scheduled'
      and visit.ends_at > app_now() and visit.starts_at < app_now() + ${AHEAD}::interval
    order by visit.starts_at, visit.id limit 1`.execute(em.getKysely());
  return { ...event, visit: rows[0] ?? null };
}
