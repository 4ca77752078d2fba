import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** From now on what becomes of messages is written down for other systems to read (P10), in the running transaction; once begun it stays. */
export async function beginFeed(em: EntityManager, ctx: Context): Promise<void> {
  await sql`insert into outcome_feed (organisation_id) values (${ctx.organisationId}) on conflict do nothing`.execute(
    em.getKysely(),
  );
}
