import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../../access/actor.ts";
import { isRole, type Role } from "../../access/permissions.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { mayManage } from "../role-rules.ts";

/**
 * The actor may give this role (T65), by the role that they have now: it is held to the end of the unit of work.
 * @throws {PackpostError} forbidden
 */
export async function requireRank(
  em: EntityManager,
  { organisationId, actor }: Context<StaffActor>,
  role: Role,
): Promise<void> {
  const { rows } = await sql<{ role: string }>`
    select role from staff_member
    where organisation_id = ${organisationId} and id = ${actor.id} and ended_at is null for share`.execute(
    em.getKysely(),
  );
  const acting = rows[0]?.role ?? "";
  if (isRole(acting) && mayManage(acting, role)) return;
  throw new PackpostError("forbidden", "You can do this only with roles below your own.", {
    effect: "Nothing was changed.",
    nextStep: "Ask an owner of your organisation.",
  });
}
