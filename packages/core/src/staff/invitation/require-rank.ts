import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { StaffActor } from "../../access/actor.ts";
import type { Role } from "../../access/permissions.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { mayManage } from "../role-rules.ts";

/**
 * The actor may give this role (T65), by the role that they have now: it is held to the end of the unit of work.
 * @throws {PackpostError} forbidden
 */
export async function requireRank(em: EntityManager, ctx: Context<StaffActor>, role: Role): Promise<void> {
  const { organisationId } = ctx;
  const { id } = ctx.actor;
  const actor = await em.findOne(
    StaffMember,
    { organisationId, id, endedAt: null },
    { lockMode: "pessimistic_read" },
  );
  if (actor !== null && mayManage(actor.role, role)) return;
  throw new PackpostError("forbidden", `Your role does not let you do this with ${role} staff.`, {
    effect: "Nothing was changed.",
    nextStep: "You can do it with roles below your own. Ask an owner for others.",
  });
}
