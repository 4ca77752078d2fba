import type { InvitationView } from "@packpost/core/staff/invitation/read-invitation";

/** Why an invitation's link does not work, and what to do: never a dead end (T64). */
export function endedWords(view: Exclude<InvitationView, { state: "open" }>): {
  title: string;
  words: string;
} {
  if (view.state === "unknown")
    return {
      title: "This link leads nowhere",
      words:
        "Open it from the mail once more, whole. If that does not help, ask whoever invited you to send it again.",
    };
  const { organisationName, inviter, inviterWorks, address } = view;
  const whom = inviterWorks ? inviter : `an owner or admin of ${organisationName}`;
  switch (view.state) {
    case "replaced":
      return {
        title: "There is a newer link",
        words: `The invitation of ${organisationName} was mailed to ${address} again. Use the link in the newest of those mails.`,
      };
    case "expired":
      return {
        title: "This invitation has expired",
        words: `It was for ${address}, to join ${organisationName}. Ask ${whom} to send it again: that takes one press.`,
      };
    case "revoked":
      return {
        title: "This invitation was taken back",
        words: `It was for ${address}, to join ${organisationName}. If that surprises you, ask ${whom}.`,
      };
    case "used":
      return {
        title: "You have joined already",
        words: `${address} is in the team of ${organisationName}. Sign in with your address and password.`,
      };
  }
}
