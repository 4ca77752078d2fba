import type { Caller, Deed } from "./deeds.ts";

/** What is done to an invitation, not to a member. */
export const invitationSubjects = ["staff.invited", "staff.invited_again", "staff.invitation_revoked"].map(
  (action) => [action, "invitation"] as const,
);

/** What is done with the team (O1). @param one reads an id by a statement whose first parameter is the organisation */
export function staffDeeds(one: (statement: string) => Promise<string>): Record<string, Deed> {
  let staffMemberId = "";
  const invite = (caller: Caller) =>
    caller.staff.invite({ address: "nia@audit.example", name: "Nia", role: "basic" });
  const invited = async (caller: Caller) => void (await invite(caller));
  const invitation = () => one("select id from invitation where organisation_id = $1");
  const colleague = async () => {
    staffMemberId = await one(
      `with account as (insert into auth_user (name, email, "emailVerified") values ('Ben', uuidv7() || '@audit.example', true) returning id)
       insert into staff_member (organisation_id, user_id, name, role) select $1, id, 'Ben', 'senior' from account returning id`,
    );
  };
  return {
    "staff.invite": { act: invite, action: "staff.invited" },
    "staff.resend": {
      prepare: async (caller) => {
        await invite(caller);
        await one(
          "update invitation set sent_at = sent_at - interval '2 minutes' where organisation_id = $1 returning id",
        );
      },
      act: async (caller) => caller.staff.resend({ invitationId: await invitation() }),
      action: "staff.invited_again",
    },
    "staff.revoke": {
      prepare: invited,
      act: async (caller) => caller.staff.revoke({ invitationId: await invitation() }),
      action: "staff.invitation_revoked",
    },
    "staff.changeRole": {
      prepare: colleague,
      act: (caller) => caller.staff.changeRole({ staffMemberId, seen: "senior", role: "basic" }),
      action: "staff.role_changed",
    },
    "staff.remove": {
      prepare: colleague,
      act: (caller) => caller.staff.remove({ staffMemberId }),
      action: "staff.removed",
    },
  };
}
