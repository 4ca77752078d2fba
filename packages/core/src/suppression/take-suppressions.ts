import type { EntityManager } from "@packpost/db/orm";
import type { EmailSuppression } from "@packpost/providers/email-suppressions";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { writeMailboxChoices } from "../unsubscribe/mailbox-choice.ts";
import { blockAddresses } from "./block-addresses.ts";

/** Beside a block that somebody made at the provider, not here. */
export const REPORTED_BY_PROVIDER = "Told by the mail provider";

/**
 * Takes over suppressions and opt-outs of the provider that we had not heard of (C14), each for its mailbox (C18): it holds
 * for customers who get that address later, too. What was lifted here after the
 * provider wrote it down is left alone, but for complaints.
 *
 * @param list all that the provider suppresses, or what it says of some addresses
 * @returns how many were new
 */
export async function takeSuppressions(
  em: EntityManager,
  ctx: Context,
  list: readonly EmailSuppression[],
): Promise<number> {
  const kysely = em.getKysely();
  const provider = suppressionRows(list);
  const suppressed = await blockAddresses(
    em,
    ctx,
    sql`(select address, reason, ${REPORTED_BY_PROVIDER}::text as provider_message, at from ${provider} where reason <> 'opt_out')`,
  );
  const optedOut = await writeMailboxChoices(
    em,
    ctx,
    sql`(select address as email_key, false as subscribed, at, 'provider' as source, null::uuid as customer_id
         from ${provider} where reason = 'opt_out')`,
  );
  await sql`
    insert into preference (organisation_id, customer_id, channel, subscribed, changed_at, source, email_key)
    select ${ctx.organisationId}, customer.id, 'campaign', false, provider.at, 'provider', provider.address
    from ${provider} join customer on customer.email_key = provider.address and customer.organisation_id = ${ctx.organisationId}
    where provider.reason = 'opt_out' and exists (
      select from mailbox_choice choice where choice.organisation_id = ${ctx.organisationId}
        and choice.email_key = provider.address and not choice.subscribed)
    on conflict (organisation_id, customer_id, channel) do update
      set subscribed = false, changed_at = excluded.changed_at, source = excluded.source, email_key = excluded.email_key
      where preference.subscribed and preference.changed_at < excluded.changed_at`.execute(kysely);
  return suppressed + optedOut;
}

/** The provider's list as rows `provider (address, reason, at)`, each mailbox once and in the form in which they compare. */
export function suppressionRows(list: readonly EmailSuppression[]): RawBuilder<unknown> {
  return sql`(
    select distinct on (address) address, reason, at from (
      select coalesce(address_key(reported.address), lower(reported.address)) as address, reported.reason, reported.at
    from unnest(${list.map(({ address }) => address)}::text[], ${list.map(({ reason }) => reason)}::text[],
                ${list.map(({ at }) => at.toISOString())}::timestamptz[]) as reported (address, reason, at)) reported
    where position('@' in address) > 0 order by address, at desc) provider`;
}
