import { invite } from "@packpost/core/staff/invitation/invite";
import { resendInvitation } from "@packpost/core/staff/invitation/resend-invitation";
import { revokeInvitation } from "@packpost/core/staff/invitation/revoke-invitation";
import { changeRole } from "@packpost/core/staff/membership/change-role";
import { listStaff } from "@packpost/core/staff/membership/list-staff";
import { previewRemoval } from "@packpost/core/staff/membership/preview-removal";
import { removeMember } from "@packpost/core/staff/membership/remove-member";
import {
  changeRoleSchema,
  invitationIdSchema,
  inviteSchema,
  staffMemberIdSchema,
} from "@packpost/core/staff/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Who works here (O1). */
export const staffRouter = createRouter({
  list: permitted("staff.manage").query(({ ctx }) => listStaff({ ctx })),
  invite: permitted("staff.manage")
    .input(inviteSchema)
    .mutation(({ ctx, input }) => invite({ ctx, input })),
  resend: permitted("staff.manage")
    .input(invitationIdSchema)
    .mutation(({ ctx, input }) => resendInvitation({ ctx, input })),
  revoke: permitted("staff.manage")
    .input(invitationIdSchema)
    .mutation(({ ctx, input }) => revokeInvitation({ ctx, input })),
  changeRole: permitted("staff.manage")
    .input(changeRoleSchema)
    .mutation(({ ctx, input }) => changeRole({ ctx, input })),
  previewRemoval: permitted("staff.manage")
    .input(staffMemberIdSchema)
    .query(({ ctx, input }) => previewRemoval({ ctx, input })),
  remove: permitted("staff.manage")
    .input(staffMemberIdSchema)
    .mutation(({ ctx, input }) => removeMember({ ctx, input })),
});
