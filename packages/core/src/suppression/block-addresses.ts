import type { EntityManager } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Blocks addresses that the provider speaks of (C14). What was lifted after that moment stays lifted, however late its word
 * comes; a complaint is never lifted. Each address is asked for by suppression_lifted.
 *
 * @param said rows (address in any form, reason, words, at) as a parenthesised sub-select
 * @returns how many were new
 */
export async function blockAddresses(
  em: EntityManager,
  ctx: Context,
  said: RawBuilder<unknown>,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into suppression (organisation_id, kind, value_key, reason, provider_message, created_at)
    select distinct on (reported.key, reported.reason) ${ctx.organisationId}::uuid, 'address', reported.key, reported.reason, reported.provider_message, reported.at
    from (select coalesce(address_key(address), lower(btrim(address))) as key, reason, provider_message, at from ${said} said) reported
    where position('@' in reported.key) > 0 and (reported.reason = 'complaint' or not exists (
      select from suppression known where known.organisation_id = ${ctx.organisationId} and known.value_key = reported.key
        and known.kind = 'address' and known.reason = reported.reason and known.lifted_at > reported.at))
    order by reported.key, reported.reason, reported.at
    on conflict (organisation_id, value_key, kind, reason) where lifted_at is null do nothing`.execute(
    em.getKysely(),
  );
  return Number(numAffectedRows);
}

/**
 * Blocks the addresses that mail went to which bounced for good or was complained of (C14).
 *
 * @param events each with the id of the row that it is about
 * @param row that row by `event.about`, with the address as `address`, as a sub-select
 */
export async function blockByEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly { readonly event: EmailEvent; readonly about: string }[],
  row: RawBuilder<unknown>,
): Promise<void> {
  const bad = events.filter(({ event }) => event.kind === "hard_bounced" || event.kind === "complained");
  if (bad.length === 0) return;
  await blockAddresses(
    em,
    ctx,
    sql`(select gone_to.address, event.reason, event.provider_message, event.at
    from unnest(
      ${bad.map(({ about }) => about)}::uuid[],
      ${bad.map(({ event }) => (event.kind === "complained" ? "complaint" : "hard_bounce"))}::text[],
      ${bad.map(({ event }) => event.providerMessage ?? null)}::text[], ${bad.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[]
    ) as event (about, reason, provider_message, at)
    cross join lateral (${row}) gone_to)`,
  );
}
