import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z
  .object({ organisation_id: z.string(), delivery_id: z.string(), purpose: z.string() })
  .transform(({ organisation_id: organisationId, delivery_id: deliveryId, purpose }) => ({
    organisationId,
    deliveryId,
    purpose,
  }));

/** Deliveries of all organisations that are waiting or claimed for 30 s or more: each must have a running workflow. */
export async function deliveriesWithWork(orm: Orm): Promise<z.infer<typeof rowSchema>[]> {
  const { rows } = await sql`select * from deliveries_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
