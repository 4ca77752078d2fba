import type { Reason } from "@packpost/core/audience/explain-reasons";
import type { ReasonCode } from "@packpost/core/audience/reasons";
import type { Tone } from "./state-vocabulary.ts";

interface ReasonWord {
  /** On chips, and where nothing more is known. */
  word: string;
  tone: Tone;
  /** Glossary text: what it says of this person. */
  meaning: string;
  /** What would let them receive it; null where nothing should be done. */
  fix: string | null;
}

/** Why somebody does not receive a campaign (C4), in the team's words. */
export const reasonLabels: Record<ReasonCode, ReasonWord> = {
  application_none: {
    word: "No application",
    tone: "grey",
    meaning: "They have not applied for the pass.",
    fix: "Add their application",
  },
  application_pending: {
    word: "Application pending",
    tone: "grey",
    meaning: "Their application for the pass has not been decided yet.",
    fix: "Decide on the application",
  },
  application_denied: {
    word: "Application denied",
    tone: "grey",
    meaning: "Their application for the pass was denied.",
    fix: "Look at the decision",
  },
  application_inactive: {
    word: "Application inactive",
    tone: "grey",
    meaning: "Their application for the pass is not active any more.",
    fix: "Reactivate the application",
  },
  pet_inactive: {
    word: "Pet inactive",
    tone: "grey",
    meaning: "Their pet is inactive, and only active pets count.",
    fix: "Look at the pet",
  },
  registration_none: {
    word: "No registration",
    tone: "grey",
    meaning: "None of their pets is registered for the pass.",
    fix: "Register a pet for the pass",
  },
  registration_inactive: {
    word: "Registration inactive",
    tone: "grey",
    meaning: "The registration of their pet for the pass is inactive.",
    fix: "Reactivate the registration",
  },
  registration_expired: {
    word: "Registration expired",
    tone: "grey",
    meaning: "The registration of their pet for the pass ran out before today.",
    fix: "Renew the registration",
  },
  no_email: {
    word: "No email",
    tone: "red",
    meaning: "There is no email address in the customer's file.",
    fix: "Add an email address",
  },
  invalid_email: {
    word: "Invalid email",
    tone: "red",
    meaning: "What stands as email in the customer's file is no address one can write to.",
    fix: "Correct the email address",
  },
  unsubscribed: {
    word: "Unsubscribed",
    tone: "marigold",
    meaning: "They, or somebody who shares their address, asked for no more campaigns there.",
    fix: "Only they can subscribe again",
  },
  hard_bounced: {
    word: "Bounced",
    tone: "red",
    meaning:
      "An earlier mail to this address came back for good (a hard bounce): there is no such mailbox, or it takes no mail any more.",
    fix: "Ask for a new address",
  },
  complained: {
    word: "Spam complaint",
    tone: "red",
    meaning: "They marked an earlier mail as spam, and get no campaigns any more.",
    fix: null,
  },
  suppressed_domain: {
    word: "Domain blocked",
    tone: "red",
    meaning: "Your team writes to nobody at this address's domain.",
    fix: "Ask for another address",
  },
  suppressed_by_hand: {
    word: "Blocked by hand",
    tone: "marigold",
    meaning: "Somebody of your team, or of the mail provider, blocked this address.",
    fix: "Lift the block if they agree",
  },
  silent: {
    word: "Silent for 2 years",
    tone: "grey",
    meaning:
      "Nothing was bought, visited or paid for 2 years, so campaigns rest. The next visit or purchase lifts it.",
    fix: "Add a visit or purchase",
  },
  excluded_by_hand: {
    word: "Excluded by hand",
    tone: "grey",
    meaning: "Somebody took them out of this campaign by hand.",
    fix: "Stop excluding them",
  },
  same_mailbox: {
    word: "Same mailbox",
    tone: "grey",
    meaning: "Somebody else with the same mailbox receives it already; one mail goes to each.",
    fix: null,
  },
  had_enough: {
    word: "Enough campaigns lately",
    tone: "grey",
    meaning:
      "Their mailbox has had as many campaigns in the last days as your organisation allows; the settings say how many.",
    fix: null,
  },
  already_received: {
    word: "Already received",
    tone: "grey",
    meaning: "Another sending of the same campaign has reached them, or may have.",
    fix: null,
  },
};

/** What would let them receive the next one, once this one has gone out: its own lists are closed. */
export function fixAfterSending(code: ReasonCode): string | null {
  return code === "excluded_by_hand" ? null : reasonLabels[code].fix;
}

const sources: Record<string, string> = {
  link: "by the link in a mail",
  one_click: "in their mail program",
  provider: "told by the mail provider",
  portal: "in their account",
  staff: "recorded by your team",
  import: "from an import",
};

/**
 * One reason as it stands beside a person: "Registration expired on 3 Oct: Biscuit". A day always stands with "on".
 *
 * @param now the present instant
 * @param zone the organisation's zone
 */
export function formatReason(reason: Reason, now: Date, zone: string): string {
  const { word } = reasonLabels[reason.code];
  const pets =
    reason.pets !== undefined && reason.pets.length > 0
      ? `: ${reason.pets.map((name) => name || "unnamed").join(", ")}`
      : "";
  const on = formatOn(reason, now, zone);
  switch (reason.code) {
    case "registration_expired":
      return on === "" ? word : `${word}${on}${pets}`;
    case "silent":
      return reason.at === undefined ? word : `Silent since ${formatMonth(new Date(reason.at), zone)}`;
    case "same_mailbox":
      return reason.providerMessage === undefined ? word : `Same mailbox as ${reason.providerMessage}`;
    case "invalid_email":
      return reason.providerMessage === undefined ? word : `${word}: ${reason.providerMessage}`;
    case "unsubscribed":
      if (reason.by === undefined) return `${word}${on}`;
      return reason.by === ""
        ? `This address unsubscribed${on}`
        : `${reason.by} unsubscribed at this address${on}`;
    case "had_enough": {
      const { campaigns = [] } = reason;
      return campaigns.length === 0 ? word : `${word}: ${campaigns.map((name) => `“${name}”`).join(", ")}`;
    }
    case "hard_bounced":
    case "complained":
    case "suppressed_by_hand":
      return `${word}${on}`;
    default:
      return `${word}${pets}`;
  }
}

/** More about a reason, for a tooltip: the provider's words, how they unsubscribed. */
export function moreAbout(reason: Reason): string | undefined {
  if (reason.code === "unsubscribed") {
    const how = reason.source === undefined ? "" : `Unsubscribed ${sources[reason.source] ?? ""}`.trim();
    if (reason.by === undefined) return how || undefined;
    return `${how === "" ? "" : `${how}. `}A choice holds for the whole mailbox, so nobody else is written to there either.`;
  }
  if (reason.code === "same_mailbox") return "The family's primary contact gets it.";
  return reason.providerMessage;
}

/** " on 3 Oct" of the day it ended or the instant it happened; "" of neither. */
function formatOn({ day, at }: Reason, now: Date, zone: string): string {
  if (day !== undefined) return ` on ${formatDay(new Date(`${day}T12:00:00Z`), now, "UTC")}`;
  return at === undefined ? "" : ` on ${formatDay(new Date(at), now, zone)}`;
}

function formatDay(at: Date, now: Date, zone: string): string {
  const year = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric" });
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    ...(year.format(at) === year.format(now) ? {} : { year: "numeric" }),
  }).format(at);
}

function formatMonth(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, month: "short", year: "numeric" }).format(at);
}
