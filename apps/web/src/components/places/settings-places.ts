/** A part of a page, with an address of its own: `#stop`. */
interface SettingsPart {
  readonly id: string;
  readonly label: string;
  /** Other words by which somebody may look for it. */
  readonly words: string;
}

/** A page of the settings. */
export interface SettingsPlace {
  readonly href: string;
  readonly label: string;
  /** What stands there, in a line. */
  readonly about: string;
  readonly permission:
    | "settings.manage"
    | "settings.api_keys"
    | "staff.manage"
    | "audit.read"
    | "settings.security";
  readonly words?: string;
  readonly parts: readonly SettingsPart[];
}

const manage = { permission: "settings.manage" } as const;
const part = (id: string, label: string, words: string): SettingsPart => ({ id, label, words });

/** The pages of the settings in the order of their navigation; the command palette finds them and their parts too (O2). */
export const settingsGroups: readonly {
  readonly label: string;
  readonly places: readonly SettingsPlace[];
}[] = [
  {
    label: "Organisation",
    places: [
      {
        ...{ ...manage, href: "/settings/general", label: "General" },
        about: "Name, postal address, time zone, colour, language and logo",
        parts: [
          part("organisation", "Organisation", "name zone time address language colour support"),
          part("logo", "Logo", "picture image brand"),
          part("first-steps", "First steps", "start setup begin onboarding guide"),
        ],
      },
      {
        ...{ href: "/settings/staff", label: "Staff", permission: "staff.manage" },
        about: "Who works here, their roles, and invitations",
        ...{ words: "people team users roles invite", parts: [] },
      },
      {
        ...{ href: "/settings/security", label: "Signing in", permission: "settings.security" },
        about: "Whether owners and admins need a second factor",
        parts: [part("second-factor", "Second factor", "2fa passkey authenticator login security")],
      },
      {
        ...{ href: "/settings/audit", label: "Audit", permission: "audit.read" },
        about: "Who sent, edited, exported and changed what, and when",
        ...{ words: "log history who changed", parts: [] },
      },
    ],
  },
  {
    label: "Mail",
    places: [
      {
        ...{ ...manage, href: "/settings/sending", label: "Sending" },
        about: "Sender and its domain, pace and waves, the switch that stops everything",
        parts: [
          part("sender", "Sender", "from email name"),
          part("sender-check", "Sender's domain", "dns dkim spf dmarc verified"),
          part("sending", "Pace and waves", "speed limit cap pauses"),
          part("frequency", "Not too often", "frequency limit campaigns a person days"),
          part("approval", "Approval", "second person four eyes approve"),
          part("stop", "Stop all sending", "emergency"),
        ],
      },
      {
        ...{ ...manage, href: "/settings/blocked-addresses", label: "Blocked addresses" },
        about: "Addresses, domains and numbers that nothing is sent to",
        ...{ words: "suppressions bounced complained", parts: [] },
      },
    ],
  },
  {
    label: "Conversations",
    places: [
      {
        ...{ ...manage, href: "/settings/messages", label: "Messages" },
        about: "When an unread message is mailed, opening hours, answers by email",
        parts: [
          part("messages", "Messages to families", "unread minutes portal"),
          part("hours", "Opening hours", "closed days holidays automatic line"),
          part("inbound", "Answers by email", "replies mail inbox inbound"),
        ],
      },
      {
        ...{ ...manage, href: "/settings/texting", label: "Texting" },
        about: "Your number, whether it is ready, quiet hours, pace of mass texts",
        parts: [
          part("texting", "Your number", "sms phone ready test twilio"),
          part("quiet-hours", "Quiet hours", "night texts"),
          part("alerts", "Mass text alerts", "pace speed limit carriers"),
        ],
      },
    ],
  },
  {
    label: "Connections",
    places: [
      {
        ...{ ...manage, href: "/settings/providers", label: "Providers" },
        about: "Your accounts for mail and texts, their keys, and what they report to us",
        parts: [
          part("email-account", "Mail account", "postmark key token"),
          part("sms-account", "Text account", "twilio key token sid"),
          part("webhook", "Reports of the mail provider", "webhook postmark events password"),
        ],
      },
      {
        ...{ href: "/settings/api", label: "API", permission: "settings.api_keys" },
        about: "Keys and webhooks for your other systems",
        ...{ words: "keys webhooks integrations developers", parts: [] },
      },
    ],
  },
  {
    label: "Data",
    places: [
      {
        ...{ ...manage, href: "/settings/data", label: "Retention" },
        about: "How long full reports are kept",
        parts: [part("retention", "How long reports are kept", "delete purge days")],
      },
    ],
  },
];

/** Every page of the settings, in the order of the navigation. */
export const settingsPlaces: readonly SettingsPlace[] = settingsGroups.flatMap(({ places }) => places);

/**
 * Where a part of the settings stands: they were one page once, and bookmarks and mails lead to its parts.
 * @param hash `#stop`
 * @returns null where it is none of them
 */
export function findSettingsPlace(hash: string): string | null {
  const id = hash.slice(1);
  const place = settingsPlaces.find(({ parts }) => parts.some((known) => known.id === id));
  return place === undefined ? null : `${place.href}#${id}`;
}
