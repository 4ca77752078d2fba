import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z
  .object({ organisation_id: z.string(), mail_id: z.string() })
  .transform(({ organisation_id: organisationId, mail_id: mailId }) => ({ organisationId, mailId }));

/** Mails of all organisations that came in ten seconds ago or more and wait to be placed: each must have a running workflow. */
export async function inboundMailsWithWork(orm: Orm): Promise<z.infer<typeof rowSchema>[]> {
  const { rows } = await sql`select * from inbound_mails_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
