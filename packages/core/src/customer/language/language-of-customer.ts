import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { chooseLanguage, type Language } from "../../messages/languages.ts";

/**
 * In which language we write to somebody: their own, else the organisation's, else English.
 * @param customerId null = nobody knows who it is
 */
export async function languageOfCustomer(
  em: EntityManager,
  { organisationId }: Context,
  customerId: string | null,
): Promise<Language> {
  const { rows } = await sql<{ own: string | null; ours: string }>`
    select customer.language as own, organisation.mail_language as ours from organisation
    left join customer on customer.organisation_id = organisation.id and customer.id = ${customerId}::uuid
    where organisation.id = ${organisationId}`.execute(em.getKysely());
  return chooseLanguage(rows[0]?.own, rows[0]?.ours);
}
