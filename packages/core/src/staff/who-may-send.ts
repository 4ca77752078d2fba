import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import { rolesThatMay } from "../access/permissions.ts";
import type { Context } from "../context.ts";

/** Who may approve a send: whoever may send, is still there, and did not ask. @param askedBy null = everybody who may send */
export async function approversOf(
  em: EntityManager,
  ctx: Context,
  askedBy: string | null,
): Promise<string[]> {
  const staff = await em.find(
    StaffMember,
    { organisationId: ctx.organisationId, role: { $in: [...rolesThatMay("campaign.send")] }, endedAt: null },
    { orderBy: { id: "asc" } },
  );
  return staff.map(({ id }) => id).filter((id) => id !== askedBy);
}

/** Whether somebody may still send: they may have left, or have another role by now. */
export async function maySend(em: EntityManager, ctx: Context, staffMemberId: string): Promise<boolean> {
  return (await approversOf(em, ctx, null)).includes(staffMemberId);
}
