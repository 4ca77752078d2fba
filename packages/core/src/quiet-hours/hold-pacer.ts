import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { ALERT_STREAM } from "../send-protocol/message-streams.ts";

/**
 * No text of an alert is claimed until the transaction ends. A claim takes this row before all others, so whoever changes who is held takes it
 * first too, or the two wait for one another.
 */
export async function holdPacer(em: EntityManager, ctx: Context): Promise<void> {
  await sql`
    select from sender where organisation_id = ${ctx.organisationId} and stream = ${ALERT_STREAM} for update`.execute(
    em.getKysely(),
  );
}
