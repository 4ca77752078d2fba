import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { ErasedPerson } from "./erase-customer.ts";

/**
 * Keeps what stood in the way of a person's addresses and numbers as hashes, and takes away what named them: of all that they were ever written
 * to at, but what somebody else has in their file (C18: it is that one's mailbox too).
 */
export async function hashContacts(em: EntityManager, ctx: Context, { ids }: ErasedPerson): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const mine = (column: string) =>
    sql`organisation_id = ${organisationId} and ${sql.ref(column)} = any(${ids}::uuid[])`;
  const { rows } = await sql<{ key: string }>`
    select distinct key from (
      select email_key as key from customer where ${mine("id")}
      union all select phone from customer where ${mine("id")}
      union all select address_key(email) from recipient where ${mine("customer_id")}
      union all select number from alert_recipient where ${mine("customer_id")}
      union all select case when channel = 'sms' then address else address_key(address) end from delivery where ${mine("customer_id")}) used
    where key is not null and not exists (
      select from customer other where other.organisation_id = ${organisationId} and (other.email_key = used.key or other.phone = used.key)
        and not other.id = any(${ids}::uuid[]))`.execute(kysely);
  const keys = rows.map(({ key }) => key);
  await sql`
    insert into erased_contact (organisation_id, hash, blocks, refused)
    select ${organisationId}, erased_hash(${organisationId}, key), blocks, refused
    from unnest(${keys}::text[]) key
    cross join lateral (
      select coalesce((select jsonb_agg(distinct jsonb_build_object('kind', kind, 'reason', reason)) from suppression
          where suppression.organisation_id = ${organisationId} and value_key = key and lifted_at is null), '[]') as blocks,
        exists (select from mailbox_choice where mailbox_choice.organisation_id = ${organisationId} and email_key = key and not subscribed)
          or exists (select from preference join customer on customer.organisation_id = preference.organisation_id and customer.id = preference.customer_id
            where preference.organisation_id = ${organisationId} and preference.customer_id = any(${ids}::uuid[]) and not preference.subscribed
              and (preference.channel = 'campaign' and customer.email_key = key or preference.channel = 'text' and customer.phone = key))
          or exists (select from phone_number known where known.organisation_id = ${organisationId} and known.number = key and known.opted_out_at is not null) as refused) stood
    where refused or blocks <> '[]'
    on conflict (hash, organisation_id) do update set blocks = excluded.blocks, refused = excluded.refused`.execute(
    kysely,
  );
  const named = (column: string) =>
    sql`organisation_id = ${organisationId} and ${sql.ref(column)} = any(${keys}::text[])`;
  await sql`delete from suppression where ${named("value_key")} and kind <> 'domain'`.execute(kysely);
  await sql`delete from mailbox_choice where ${named("email_key")}`.execute(kysely);
  await sql`delete from phone_number where ${named("number")}`.execute(kysely);
  await sql`delete from portal_code where ${named("email_key")}`.execute(kysely);
}
