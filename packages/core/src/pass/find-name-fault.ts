import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * What keeps a pass from being called so; null = nothing. However the letters are typed, no two are called the same (K12). Whoever else
 * names a pass of the organisation waits to the end of the unit of work.
 * @param passId of the pass itself, which may have the name already
 */
export async function findNameFault(
  em: EntityManager,
  ctx: Context,
  { passId, name }: { passId: string; name: string },
): Promise<string | null> {
  if (name === "") return "A pass needs a name.";
  const kysely = em.getKysely();
  await sql`
    select pg_advisory_xact_lock(${sql.lit(advisoryLocks.passNames)}, hashtext(${ctx.organisationId}))`.execute(
    kysely,
  );
  const { rows } = await sql<{ name: string; retired: boolean }>`
    select name, retired_at is not null as retired from pass
    where organisation_id = ${ctx.organisationId} and id <> ${passId} and fold_text(name) = fold_text(${name}) limit 1`.execute(
    kysely,
  );
  const [other] = rows;
  if (other === undefined) return null;
  return other.retired
    ? `“${other.name}” is a retired pass. Bring it back, or choose another name.`
    : `There is a pass “${other.name}” already.`;
}
