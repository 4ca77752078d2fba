import type { Caller } from "./deeds.ts";

/** What each procedure of the team's list is called with (O1): for owners and admins. */
export const staffCalls: Record<
  string,
  (caller: Caller, target: { readonly customerId: string }) => Promise<unknown>
> = {
  "staff.list": (caller) => caller.staff.list(),
  "staff.invite": (caller) => caller.staff.invite({ address: "nia@access.example", name: "", role: "basic" }),
  "staff.resend": (caller, { customerId: invitationId }) => caller.staff.resend({ invitationId }),
  "staff.revoke": (caller, { customerId: invitationId }) => caller.staff.revoke({ invitationId }),
  "staff.changeRole": (caller, { customerId: staffMemberId }) =>
    caller.staff.changeRole({ staffMemberId, seen: "senior", role: "basic" }),
  "staff.previewRemoval": (caller, { customerId: staffMemberId }) =>
    caller.staff.previewRemoval({ staffMemberId }),
  "staff.remove": (caller, { customerId: staffMemberId }) => caller.staff.remove({ staffMemberId }),
};

/** Those that name nothing that could be somebody else's. */
export const staffCallsOfNothing = ["staff.list", "staff.invite"];
