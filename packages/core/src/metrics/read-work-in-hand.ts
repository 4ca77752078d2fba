import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({
  stopped: z.boolean(),
  openCalls: z.coerce.number(),
  oldestOpenCallSeconds: z.coerce.number(),
  waitingDeliveries: z.coerce.number(),
  oldestWaitingDeliverySeconds: z.coerce.number(),
  pausedBroadcasts: z.coerce.number(),
});

/** What is in hand over all organisations, and how long the oldest of it. A named look-up of a narrow role, by partial indexes of open work. */
export async function readWorkInHand(orm: Orm): Promise<z.infer<typeof rowSchema>> {
  const { rows } = await sql`
    select stopped, open_calls as "openCalls", oldest_open_call_seconds as "oldestOpenCallSeconds", waiting_deliveries as "waitingDeliveries",
      oldest_waiting_delivery_seconds as "oldestWaitingDeliverySeconds", paused_broadcasts as "pausedBroadcasts" from work_in_hand()`.execute(
    orm.em.fork().getKysely(),
  );
  return rowSchema.parse(rows[0]);
}
