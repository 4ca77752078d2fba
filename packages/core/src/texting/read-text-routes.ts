import type { NumberState } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { shownNumber } from "../address/read-number.ts";
import type { Context } from "../context.ts";
import { type UntextableReason, whyNotTextable } from "./why-not-textable-sql.ts";

/** Somebody of a thread, and whether a message can go to them as a text. */
export interface TextRoute {
  /** Null = the stranger whose thread it is, or whose thread was joined to it as somebody's of the family. */
  readonly customerId: string | null;
  readonly name: string;
  /** E.164, and as people read it; null where there is none. */
  readonly number: string | null;
  readonly shown: string | null;
  readonly state: NumberState;
  readonly stateAt: string | null;
  /** The carrier's words, where it does not take texts. */
  readonly providerMessage: string | null;
  /** Null = they can be texted. */
  readonly why: UntextableReason | null;
  /** Since when it has opted out, and what they wrote. */
  readonly optedOutAt: string | null;
  readonly optedOutWord: string | null;
  /** It may have asked for no more texts: a person is to decide, by the message that says so. */
  readonly heldEntryId: string | null;
  readonly heldBody: string | null;
  /** Others of the family who have the same number. */
  readonly sameAs: readonly string[];
}

/** By which number texts leave, and whether any do. */
export interface TextingState {
  readonly state: "off" | "on" | "paused";
  /** Our own, as people read it. */
  readonly shown: string | null;
  /** Why it is paused. */
  readonly providerMessage: string | null;
}

/** Whether texts leave at all. */
export async function textingState(em: EntityManager, ctx: Context): Promise<TextingState> {
  const { rows } = await sql<{ number: string | null; on: boolean; provider_message: string | null }>`
    select number, enabled_at is not null as on, provider_message from texting where organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (!row?.on) return { state: "off", shown: null, providerMessage: null };
  const { number, provider_message: providerMessage } = row;
  const shown = number === null ? null : shownNumber(number);
  return { state: providerMessage === null ? "on" : "paused", shown, providerMessage };
}

/** The newest entry of a thread that was joined, `was`, in the thread that it was joined to: of several numbers, the one that wrote last is answered. */
const wroteLast = sql`(
  select entry.number from entry where entry.organisation_id = was.organisation_id and entry.thread_id = was.joined_into and entry.from_address = was.stranger
  order by entry.number desc limit 1)`;

/**
 * The people of a thread, its own scope asked for already, and the number that was joined to it as nobody's in particular (T6): whoever
 * wrote from there can be answered. By customer_by_family and thread_joined.
 */
export async function routesOf(em: EntityManager, ctx: Context, threadId: string): Promise<TextRoute[]> {
  const { rows } = await sql<Omit<TextRoute, "shown" | "sameAs">>`
    with person as (
      select customer.id as customer_id, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.contact,
        coalesce(customer.phone, (
          select was.stranger from thread was where was.organisation_id = customer.organisation_id and was.joined_into = thread.id
            and was.joined_as = customer.id and was.stranger like '+%' order by ${wroteLast} desc nulls last limit 1)) as number
      from thread join customer on customer.organisation_id = thread.organisation_id and customer.family_id = thread.family_id
      where thread.organisation_id = ${ctx.organisationId} and thread.id = ${threadId}
      union all
      select null, thread.stranger, null, case when thread.stranger ~ '^\\+[1-9][0-9]{6,14}$' then thread.stranger end
      from thread where thread.organisation_id = ${ctx.organisationId} and thread.id = ${threadId} and thread.stranger is not null
      union all (
        select null, was.stranger, null, was.stranger
        from thread was join thread on thread.organisation_id = was.organisation_id and thread.id = was.joined_into
        where was.organisation_id = ${ctx.organisationId} and was.joined_into = ${threadId} and was.joined_as is null
          and was.stranger ~ '^\\+[1-9][0-9]{6,14}$' and not exists (
            select from customer where customer.organisation_id = thread.organisation_id and customer.family_id = thread.family_id and customer.phone = was.stranger)
        order by ${wroteLast} desc nulls last limit 1))
    select person.customer_id as "customerId", person.name, person.number, coalesce(known.state, 'unknown') as state, known.state_at as "stateAt",
      known.provider_message as "providerMessage", ${whyNotTextable(ctx, sql.ref("person.number"), sql.ref("person.customer_id"))} as why,
      known.opted_out_at as "optedOutAt", known.opted_out_word as "optedOutWord", known.held_entry_id as "heldEntryId",
      (select left(held.body, 300) from entry held where held.organisation_id = known.organisation_id and held.id = known.held_entry_id) as "heldBody"
    from person
    left join phone_number known on known.organisation_id = ${ctx.organisationId} and known.number = person.number
    order by person.contact, person.name, person.customer_id`.execute(em.getKysely());
  return rows.map((row) => ({
    ...row,
    shown: row.number === null ? null : shownNumber(row.number),
    sameAs: rows
      .filter((other) => other !== row && other.number !== null && other.number === row.number)
      .map(({ name }) => name),
  }));
}
