import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";

/** The addresses that staff members sign in with, each once; nothing for those who have left. */
export async function addressesOfStaff(
  em: EntityManager,
  ctx: Context,
  staffIds: readonly (string | null | undefined)[],
): Promise<string[]> {
  const staff = await em.find(
    StaffMember,
    {
      organisationId: ctx.organisationId,
      id: { $in: staffIds.filter((id) => typeof id === "string") },
      endedAt: null,
    },
    { populate: ["user"], orderBy: { id: "asc" } },
  );
  return [...new Set(staff.map(({ user }) => user.$.email))];
}
