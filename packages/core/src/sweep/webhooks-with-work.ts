import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z
  .object({ organisation_id: z.string(), endpoint_id: z.string() })
  .transform(({ organisation_id: organisationId, endpoint_id: endpointId }) => ({
    organisationId,
    endpointId,
  }));

/** Outgoing webhooks of all organisations that have something to tell now (P10). */
export async function webhooksWithWork(orm: Orm): Promise<z.infer<typeof rowSchema>[]> {
  const { rows } = await sql`select * from webhook_endpoints_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
