import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { noSuchThread } from "../conversation/hold-thread.ts";

/** Two threads' own rows, held to the end of the unit of work, in the order of their ids: two who join never wait for each other. */
export async function holdBoth(em: EntityManager, ctx: Context, one: string, other: string): Promise<void> {
  const { rows } = await sql`
    select id from thread where organisation_id = ${ctx.organisationId} and id in (${one}, ${other}) order by id for no key update`.execute(
    em.getKysely(),
  );
  if (rows.length < 2) throw noSuchThread();
}
