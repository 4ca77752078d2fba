import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import type { BotHint, TimelineEvent } from "@packpost/core/campaign/report/recipient-timeline";
import { formatProvider } from "#web/components/status/format-provider.ts";

/** One line of a recipient's story. */
export interface EventWords {
  /** Whose icon and colour it has. */
  state: RecipientStatus | "machine";
  did: string;
  /** Whose words they are stands before them where it is not us. */
  detail: string | null;
}

const hints: Record<BotHint, string> = {
  reported:
    "The mail program said so itself: it loads mail ahead, or through a service that hides who reads.",
  too_soon: "It came within two seconds of the delivery; nobody reads that fast.",
  scan: "Several links or pictures were fetched within seconds, as a scanner does.",
};

const sources: Record<string, string> = {
  link: "By the link in the mail.",
  one_click: "By the unsubscribe button of their mail program.",
  provider: "Told by the mail provider.",
  portal: "In their own account.",
  staff: "Recorded by your team.",
};

/** Says what happened, in the team's words. */
export function formatEvent(event: TimelineEvent): EventWords {
  switch (event.kind) {
    case "chosen":
      return {
        state: "waiting",
        did: "Chosen as a recipient",
        detail: event.how === "by_hand" ? "Added by hand." : "As a holder of the pass.",
      };
    case "claimed":
      return { state: "claimed", did: "Handed to the mail provider", detail: null };
    case "asked":
      return {
        state: "unconfirmed",
        did: "Asked the mail provider",
        detail: "Its answer had been lost, so we asked what it has before anything was sent again.",
      };
    case "accepted":
      return {
        state: "sent",
        did: "Accepted by the mail provider",
        detail: event.messageId === null ? null : `Should you ask them about it: message ${event.messageId}.`,
      };
    case "opened":
      return event.bot === null
        ? { state: "opened", did: "Opened by a person", detail: event.device && `On ${event.device}.` }
        : { state: "machine", did: "Opened by a machine", detail: hints[event.bot] };
    case "clicked":
      return event.bot === null
        ? {
            state: "clicked",
            did: "Clicked a link",
            detail: [event.url, event.device && `On ${event.device}.`].filter(Boolean).join("\n") || null,
          }
        : {
            state: "machine",
            did: "Link followed by a machine",
            detail: [event.url, hints[event.bot]].filter(Boolean).join("\n"),
          };
    case "unsubscribed":
      return {
        state: "unsubscribed",
        did: "Unsubscribed",
        detail: event.source === null ? null : (sources[event.source] ?? null),
      };
    case "resubscribed":
      return {
        state: "delivered",
        did: "Subscribed again",
        detail: event.source === null ? null : (sources[event.source] ?? null),
      };
    case "skipped":
      return { state: "skipped", did: "Skipped on purpose", detail: null };
    case "cancelled":
      return { state: "cancelled", did: "Cancelled with the rest of the campaign", detail: null };
    case "unconfirmed":
      return {
        state: "unconfirmed",
        did: "Left unconfirmed",
        detail: "The provider could not say whether it has it.",
      };
    default:
      return { ...spoken[event.kind], detail: quote(event.providerMessage) };
  }
}

const spoken = {
  delivered: { state: "delivered", did: "Delivered" },
  soft_bounced: { state: "bounced", did: "Soft bounce" },
  hard_bounced: { state: "bounced", did: "Hard bounce" },
  complained: { state: "spam_complaint", did: "Marked as spam" },
  dropped: { state: "dropped", did: "Refused by the mail provider" },
  failed: { state: "failed", did: "Failed" },
} as const;

function quote(words: string | null): string | null {
  const said = formatProvider(words);
  return said === null ? null : `“${said}”`;
}
