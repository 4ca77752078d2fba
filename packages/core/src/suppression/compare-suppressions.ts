import type { EntityManager } from "@packpost/db/orm";
import type { ProviderSuppression } from "@packpost/providers/types";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

/** What a comparison found to be different, after taking over what was the provider's. */
export interface SuppressionDrift {
  /** Taken over here: suppressions and opt-outs that we had not heard of. */
  taken: number;
  /** Addresses suppressed by hand here that the provider does not know. */
  toGive: string[];
  /** Addresses let go here that the provider still holds. */
  toLift: string[];
  /** Bounces and complaints that stand here and not there; they stay. */
  onlyHere: number;
}

const driftSchema = z.object({
  toGive: z.array(z.string()),
  toLift: z.array(z.string()),
  onlyHere: z.number(),
});

/**
 * Takes over what the provider suppresses and says what it should be told. Who lifted something here after the provider
 * wrote it down meant the provider's too; a complaint is never lifted.
 *
 * @param list all of the provider's suppressions
 */
export async function compareSuppressions(
  em: EntityManager,
  ctx: Context,
  list: readonly ProviderSuppression[],
): Promise<SuppressionDrift> {
  const kysely = em.getKysely();
  const provider = providerRows(list);
  const suppressed = await sql`
    insert into suppression (organisation_id, kind, value_key, reason, words, created_at)
    select ${ctx.organisationId}, 'address', address, reason, 'Told by the mail provider', at from ${provider}
    where reason <> 'opt_out' and (reason = 'complaint' or not exists (
      select from suppression known where known.organisation_id = ${ctx.organisationId} and known.value_key = address
        and known.kind = 'address' and known.reason = provider.reason and known.lifted_at > provider.at))
    on conflict (organisation_id, value_key, kind, reason) where lifted_at is null do nothing`.execute(
    kysely,
  );
  const optedOut = await sql`
    insert into preference (organisation_id, customer_id, channel, subscribed, changed_at, source)
    select ${ctx.organisationId}, customer.id, 'campaign', false, provider.at, 'provider'
    from ${provider} join customer on customer.email_key = provider.address and customer.organisation_id = ${ctx.organisationId}
    where provider.reason = 'opt_out'
    on conflict (organisation_id, customer_id, channel) do update
      set subscribed = false, changed_at = excluded.changed_at, source = excluded.source
      where preference.subscribed and preference.changed_at < excluded.changed_at`.execute(kysely);
  const { rows } = await sql`
    with provider as materialized (select * from ${provider}),
    standing_here as (
      select value_key, reason from suppression
      where organisation_id = ${ctx.organisationId} and kind = 'address' and lifted_at is null)
    select
      (select coalesce(array_agg(value_key), '{}') from standing_here
       where reason = 'by_hand' and value_key not in (select address from provider)) as "toGive",
      (select coalesce(array_agg(address), '{}') from provider
       where address not in (select value_key from standing_here) and (${liftedHere(ctx)} or ${subscribedAgain(ctx)})) as "toLift",
      (select count(*)::int from standing_here
       where reason <> 'by_hand' and value_key not in (select address from provider)) as "onlyHere"`.execute(
    kysely,
  );
  const taken = Number(suppressed.numAffectedRows ?? 0) + Number(optedOut.numAffectedRows ?? 0);
  return { taken, ...driftSchema.parse(rows[0]) };
}

function providerRows(list: readonly ProviderSuppression[]): RawBuilder<unknown> {
  return sql`(
    select distinct on (address) address, reason, at
    from unnest(${list.map(({ address }) => address)}::text[], ${list.map(({ reason }) => reason)}::text[],
                ${list.map(({ at }) => at.toISOString())}::timestamptz[]) as told (address, reason, at)
    where position('@' in address) > 0 order by address, at desc) provider`;
}

const liftedHere = (ctx: Context): RawBuilder<boolean> => sql<boolean>`exists (
  select from suppression lifted where lifted.organisation_id = ${ctx.organisationId} and lifted.value_key = provider.address
    and lifted.kind = 'address' and lifted.reason = provider.reason and lifted.lifted_at > provider.at)`;

/** The person subscribed again after the provider wrote down their opt-out, and nobody of the mailbox is opted out. */
const subscribedAgain = (ctx: Context): RawBuilder<boolean> => sql<boolean>`(
  provider.reason = 'opt_out' and (
    select bool_and(preference.subscribed) and max(preference.changed_at) > provider.at
    from customer join preference on preference.organisation_id = customer.organisation_id
      and preference.customer_id = customer.id and preference.channel = 'campaign'
    where customer.organisation_id = ${ctx.organisationId} and customer.email_key = provider.address))`;
