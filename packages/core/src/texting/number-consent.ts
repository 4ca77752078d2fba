import type { OptOutSource } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { auditNumber } from "./audit-number.ts";

/** Somebody asked for no more texts at a number, or for texts again. */
export interface NumberWish {
  /** E.164. */
  readonly number: string;
  readonly by: OptOutSource;
  /** What they wrote, if it was written. */
  readonly word?: string;
  /** By the provider's clock; left out = now. A wish older than the last one changes nothing. */
  readonly at?: Date;
}

/**
 * Nobody at this number is texted any more (A12): consent belongs to the number, since the carrier blocks that. Everybody who has it
 * shows as unsubscribed from texts.
 */
export async function optOutNumber(em: EntityManager, ctx: Context, wish: NumberWish): Promise<void> {
  const { number, by, word = null } = wish;
  const kysely = em.getKysely();
  const at = sql`coalesce(${wish.at?.toISOString() ?? null}::timestamptz, app_now())`;
  const { rows } = await sql`
    insert into phone_number as known (organisation_id, number, opted_out_at, opted_out_by, opted_out_word, asked_at)
    values (${ctx.organisationId}, ${number}, ${at}, ${by}, ${word}, ${at})
    on conflict (number, organisation_id) do update
      set opted_out_at = coalesce(known.opted_out_at, excluded.opted_out_at), opted_out_by = coalesce(known.opted_out_by, excluded.opted_out_by),
        opted_out_word = case when known.opted_out_at is null then excluded.opted_out_word else coalesce(known.opted_out_word, excluded.opted_out_word) end,
        asked_at = excluded.asked_at, held_at = null, held_entry_id = null
      where known.asked_at is null or known.asked_at <= excluded.asked_at
    returning number`.execute(kysely);
  if (rows.length === 0) return;
  await sql`
    insert into preference (organisation_id, customer_id, channel, subscribed, source)
    select organisation_id, id, 'text', false, ${by === "staff" ? "staff" : "provider"} from customer
    where organisation_id = ${ctx.organisationId} and phone = ${number}
    on conflict (customer_id, channel, organisation_id) do update
      set subscribed = false, source = excluded.source, changed_at = app_now() where preference.subscribed`.execute(
    kysely,
  );
  auditNumber(em, ctx, {
    action: "texting.opted_out",
    number,
    detail: { by, ...(word !== null && { word }) },
  });
}

/** The number itself asked for texts again; nobody else can (A12). */
export async function optInNumber(em: EntityManager, ctx: Context, wish: NumberWish): Promise<void> {
  const { number, word = null } = wish;
  const kysely = em.getKysely();
  const { rows } = await sql`
    insert into phone_number as known (organisation_id, number, asked_at)
    values (${ctx.organisationId}, ${number}, coalesce(${wish.at?.toISOString() ?? null}::timestamptz, app_now()))
    on conflict (number, organisation_id) do update
      set opted_out_at = null, opted_out_by = null, opted_out_word = null, asked_at = excluded.asked_at, held_at = null, held_entry_id = null
      where known.asked_at is null or known.asked_at <= excluded.asked_at
    returning number`.execute(kysely);
  if (rows.length === 0) return;
  await sql`
    update preference set subscribed = true, source = 'provider', changed_at = app_now()
    from customer
    where customer.organisation_id = ${ctx.organisationId} and customer.phone = ${number} and preference.organisation_id = customer.organisation_id
      and preference.customer_id = customer.id and preference.channel = 'text' and not preference.subscribed`.execute(
    kysely,
  );
  auditNumber(em, ctx, { action: "texting.opted_in", number, detail: word === null ? {} : { word } });
}

/** Whether nobody at this number may be texted. By the table's key. */
export async function isOptedOut(em: EntityManager, ctx: Context, number: string): Promise<boolean> {
  const { rows } = await sql`
    select from phone_number where organisation_id = ${ctx.organisationId} and number = ${number} and opted_out_at is not null`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

/** A message that may mean "no more texts" (T25): no mass texts to its number until a person has read it. */
export async function holdNumber(
  em: EntityManager,
  ctx: Context,
  { number, entryId }: { number: string; entryId: string },
): Promise<void> {
  await sql`
    insert into phone_number as known (organisation_id, number, held_at, held_entry_id)
    values (${ctx.organisationId}, ${number}, app_now(), ${entryId})
    on conflict (number, organisation_id) do update set held_at = excluded.held_at, held_entry_id = excluded.held_entry_id
      where known.opted_out_at is null and known.held_at is null`.execute(em.getKysely());
  auditNumber(em, ctx, { action: "texting.held", number, detail: { entryId } });
}
