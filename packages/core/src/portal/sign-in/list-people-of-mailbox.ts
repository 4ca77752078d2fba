import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/** Somebody of the audience who has a mailbox. */
export interface MailboxPerson {
  readonly id: string;
  readonly name: string;
}

/** Whoever has a mailbox; in a household often two. Index: customer_by_mailbox. */
export async function listPeopleOfMailbox(
  em: EntityManager,
  { organisationId }: Context,
  emailKey: string,
): Promise<MailboxPerson[]> {
  const { rows } = await sql<MailboxPerson>`
    select id, btrim(first_name || ' ' || last_name) as name from customer
    where organisation_id = ${organisationId} and email_key = ${emailKey} order by contact, number limit 20`.execute(
    em.getKysely(),
  );
  return rows;
}
