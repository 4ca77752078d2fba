import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

export interface Colleague {
  id: string;
  name: string;
  /** Has the messages tab: a thread can be given to them. */
  hasTab: boolean;
}

/**
 * Who works here, by name: to be mentioned in a note or given a thread (V12).
 * @throws {PackpostError} forbidden
 */
export async function listColleagues({ ctx }: { ctx: Context }): Promise<Colleague[]> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const staff = await em.find(
      StaffMember,
      { organisationId: ctx.organisationId, endedAt: null },
      { orderBy: { name: "asc", id: "asc" } },
    );
    return staff.map(({ id, name, role }) => ({ id, name, hasTab: role !== "basic" }));
  });
}
