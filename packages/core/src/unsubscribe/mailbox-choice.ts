import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Writes down what was said at mailboxes about campaigns (C18): it holds for whoever has such an address, now or later. Of
 * several words for one mailbox a no counts; an older word does not replace a newer one.
 * @param said rows (email_key: an address in any form, subscribed, at, source, customer_id) as a parenthesised sub-select; customer_id is who said it
 * @returns for how many mailboxes it was new
 */
export async function writeMailboxChoices(
  em: EntityManager,
  ctx: Context,
  said: RawBuilder<unknown>,
): Promise<number> {
  const written = await sql`
    insert into mailbox_choice (organisation_id, email_key, subscribed, changed_at, source, customer_id)
    select distinct on (said.key) ${ctx.organisationId}::uuid, said.key, subscribed, at, source, customer_id
    from (select *, address_key(email_key) as key from ${said} reported) said where said.key is not null
    order by said.key, subscribed, at desc
    on conflict (email_key, organisation_id) do update
      set subscribed = excluded.subscribed, changed_at = excluded.changed_at, source = excluded.source, customer_id = excluded.customer_id
      where mailbox_choice.subscribed <> excluded.subscribed and mailbox_choice.changed_at <= excluded.changed_at`.execute(
    em.getKysely(),
  );
  return Number(written.numAffectedRows ?? 0);
}

/**
 * Whether no campaign may go to a mailbox, whoever stands for it: somebody said no there, or, where nothing was said there,
 * somebody who has it said no elsewhere. The part of customer_contactability that belongs to the mailbox. Those who have it are looked up
 * one by one, by the keys of mailbox_choice, customer and preference, however many said no.
 * @param emailKey the mailbox, as SQL
 */
export function mailboxOptedOut(emailKey: RawBuilder<unknown>): RawBuilder<boolean> {
  // The key is read where no table of ours can stand before the caller's own `customer`.
  return sql<boolean>`(select not coalesce(
      (select subscribed from mailbox_choice choice
       where choice.organisation_id = app_organisation_id() and choice.email_key = mailbox.key),
      not exists (
        select from customer sharer cross join lateral (
          select from preference where preference.organisation_id = app_organisation_id() and preference.customer_id = sharer.id
            and channel = 'campaign' and not subscribed offset 0) said
        where sharer.organisation_id = app_organisation_id() and sharer.email_key = mailbox.key))
    from (select ${emailKey} as key) mailbox)`;
}
