import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ organisation_id: z.string(), delivery_id: z.string() });

/** Deliveries of all organisations that are waiting or claimed for 30 s or more: each must have a running workflow. */
export async function deliveriesWithWork(
  orm: Orm,
): Promise<{ organisationId: string; deliveryId: string }[]> {
  const { rows } = await sql`select * from deliveries_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => {
    const found = rowSchema.parse(row);
    return { organisationId: found.organisation_id, deliveryId: found.delivery_id };
  });
}
