import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { ErasedPerson } from "./erase-customer.ts";

/** In place of a number: the form of one, and nobody's. */
const NO_NUMBER = "+10000000";
const GONE = "Erased.";

/** Takes names, addresses and words out of what was sent to a person and came from them; dates and outcomes stay, so that all adds up. */
export async function redactHistory(em: EntityManager, ctx: Context, person: ErasedPerson): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const { ids, number, isAlone, familyId } = person;
  const nobody = `erased-${number}@erased.invalid`;
  const mine = sql`organisation_id = ${organisationId} and customer_id = any(${ids}::uuid[])`;
  // By their address: whose they are nothing else says.
  await sql`
    delete from message_after_backup where organisation_id = ${organisationId} and address in (
      select email_key from recipient where ${mine} union select address_key(address) from delivery where ${mine}
      union select address from delivery where ${mine} union select number from alert_recipient where ${mine})`.execute(
    kysely,
  );
  // As sent = the template and these values: what is left of the call says that somebody got it.
  await sql`
    update attempt set people = (
      select json_agg(case when recipient.id is null then person else json_build_object('id', person->>'id', 'email', ${nobody}::text,
        'values', json_build_object('first_name', '', 'last_name', '', 'pet_names', '[]'::json, 'valid_through', null)) end)
      from json_array_elements(attempt.people) person
      left join recipient on recipient.organisation_id = ${organisationId} and recipient.id = (person->>'id')::uuid and recipient.customer_id = any(${ids}::uuid[]))
    where organisation_id = ${organisationId} and people is not null
      and id in (select attempt_id from recipient where ${mine} and attempt_id is not null)`.execute(kysely);
  await sql`
    update recipient set email = case when email is not null then ${nobody} end, email_key = null, provider_message = null,
      skip_facts = case when skip_facts is not null then skip_facts || '{"email": null, "pets": [], "suppressions": [], "mailbox_taken_by": null}' end
    where ${mine}`.execute(kysely);
  await sql`update alert_recipient set number = ${NO_NUMBER} where ${mine} and number is not null`.execute(
    kysely,
  );
  await sql`
    update delivery set address = case when channel = 'sms' then ${NO_NUMBER} else ${nobody} end, text = ${GONE}, provider_message = null,
      subject = case when subject is not null then ${GONE} end, html = case when html is not null then ${`<p>${GONE}</p>`} end
    where ${mine}`.execute(kysely);
  const words = isAlone
    ? sql`entry.thread_id in (select id from thread where thread.organisation_id = ${organisationId} and thread.family_id = ${familyId})
        or entry.customer_id = any(${ids}::uuid[])`
    : sql`entry.customer_id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    update entry set body = case when body <> '' then ${GONE} else body end, full_text = null, from_address = null
    where entry.organisation_id = ${organisationId} and (${words}) returning id`.execute(kysely);
  const entries = rows.map(({ id }) => id);
  await sql`
    with mails as (
      update inbound_mail set mail = '{}' where organisation_id = ${organisationId} and entry_id = any(${entries}::uuid[]) returning id)
    update inbound_attachment set name = 'erased', content = null from mails
    where inbound_attachment.organisation_id = ${organisationId} and inbound_attachment.mail_id = mails.id`.execute(
    kysely,
  );
  await sql`
    delete from attachment where organisation_id = ${organisationId}
      and (customer_id = any(${ids}::uuid[]) or entry_id = any(${entries}::uuid[]))`.execute(kysely);
  await sql`select touch_entries(${organisationId}, ${entries}::uuid[])`.execute(kysely);
}
