import { can, type Permission, type Role } from "@packpost/core/access/permissions";
import { destinations } from "../destinations.ts";

interface Place {
  readonly label: string;
  readonly href: string;
  readonly permission: Permission;
  /** Other words by which somebody may look for it. */
  readonly words: string;
}

const places: readonly Place[] = [
  ...destinations.map(({ label, href, permission }) => ({ label, href, permission, words: "" })),
  ...(
    [
      ["Organisation", "organisation", "name zone time address"],
      ["Sender and sending domain", "sender", "from email dns dkim"],
      ["Sending pace and pauses", "sending", "speed limit"],
      ["Stop all sending", "stop", "emergency"],
      ["Messages", "messages", "unread minutes portal"],
      ["Opening hours", "hours", "closed days holidays automatic line"],
      ["Texting", "texting", "sms phone number twilio"],
      ["Quiet hours", "quiet-hours", "night texts"],
      ["Mass text alerts", "alerts", "pace speed limit carriers"],
      ["Replies by email", "inbound", "mail inbox"],
      ["Webhook", "webhook", "postmark events"],
      ["How long data is kept", "retention", "delete purge"],
    ] as const
  ).map(([label, section, words]) => ({
    label: `Settings: ${label}`,
    href: `/settings#${section}`,
    permission: "settings.manage" as const,
    words,
  })),
  {
    label: "Passes",
    href: "/customers/passes",
    permission: "customer.read",
    words: "season membership retire",
  },
  {
    label: "Blocked addresses",
    href: "/settings/blocked-addresses",
    permission: "settings.manage",
    words: "suppressions bounced complained",
  },
  {
    label: "API",
    href: "/settings/api",
    permission: "settings.api_keys",
    words: "keys webhooks integrations developers",
  },
];

/** Pages and settings that a role may open and whose name, or another word for them, has every word of the term. */
export function placesFor(role: Role, term: string): Place[] {
  const wanted = term.toLowerCase().split(/\s+/);
  return places.filter(
    ({ label, words, permission }) =>
      can(role, permission) && wanted.every((word) => `${label} ${words}`.toLowerCase().includes(word)),
  );
}
