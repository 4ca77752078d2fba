import { inOrganisation } from "@packpost/db/orm";
import type { StaffActor } from "../../access/actor.ts";
import { requireFreshProof } from "../../access/require-fresh-proof.ts";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { ChangeRoleInput } from "../schemas.ts";
import { changeMember } from "./change-member.ts";

/**
 * Gives a staff member another role (T65). Their open pages work with the new rights from their next call on, live ones within seconds.
 * @throws {PackpostError} forbidden, step_up_required, not_found, conflict (the only owner; the role is another by now)
 */
export async function changeRole({
  ctx,
  input: { staffMemberId, seen, role },
}: {
  ctx: Context<StaffActor>;
  input: ChangeRoleInput;
}): Promise<void> {
  requirePermission(ctx, "staff.manage");
  requireFreshProof(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await changeMember(em, ctx, staffMemberId, { seen, role });
    if (seen === role) return;
    const subject = { subjectKind: "staff", subjectId: staffMemberId } as const;
    writeAudit(em, ctx, { action: "staff.role_changed", ...subject, detail: { from: seen, to: role } });
  });
}
