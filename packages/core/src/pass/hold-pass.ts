import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { noSuchPass } from "./no-such-pass.ts";

/**
 * A pass, kept from being retired or brought back to the end of the unit of work.
 * @throws {PackpostError} not_found
 */
export async function holdPass(
  em: EntityManager,
  ctx: Context,
  passId: string,
): Promise<{ name: string; retired: boolean }> {
  const { rows } = await sql<{ name: string; retired: boolean }>`
    select name, retired_at is not null as retired from pass
    where organisation_id = ${ctx.organisationId} and id = ${passId} for share`.execute(em.getKysely());
  const [pass] = rows;
  if (pass === undefined) throw noSuchPass();
  return pass;
}

/**
 * Refuses to give out a pass that is retired.
 * @throws {PackpostError} not_found; conflict (retired)
 */
export async function requireOpenPass(em: EntityManager, ctx: Context, passId: string): Promise<void> {
  const { name, retired } = await holdPass(em, ctx, passId);
  if (!retired) return;
  throw new PackpostError("conflict", `“${name}” is retired: nobody gets it any more.`, {
    effect: "Nothing was changed.",
    nextStep: "Choose another pass, or bring this one back under Passes.",
  });
}
