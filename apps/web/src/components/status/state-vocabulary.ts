import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconBellOff,
  IconCheck,
  IconChecks,
  IconClock,
  IconEye,
  IconFlag3,
  IconHelp,
  IconMailX,
  IconMinus,
  IconPencil,
  IconPlayerPause,
  IconPointer,
  IconSend,
  IconX,
} from "@tabler/icons-react";
import { recipientLabels } from "./recipient-labels.ts";

export type Tone = "grey" | "blue" | "spruce" | "marigold" | "red";

interface StateWord {
  word: string;
  tone: Tone;
  icon: Icon;
  /** Glossary text: what it means for this person. */
  meaning: string;
  /** CSS colour of its part in the stacked bar. */
  bar: string;
}

const waiting: StateWord = {
  word: recipientLabels.waiting,
  tone: "grey",
  icon: IconClock,
  meaning: "Not sent yet. It goes out when its turn comes.",
  bar: "var(--bar-waiting)",
};

/** The one vocabulary of a recipient's states (DESIGN.md): the same word, colour, icon and explanation everywhere. */
export const recipientStates: Record<RecipientStatus, StateWord> = {
  clicked: {
    word: recipientLabels.clicked,
    tone: "spruce",
    icon: IconPointer,
    meaning: "A person followed a link in it.",
    bar: "var(--bar-clicked)",
  },
  opened: {
    word: recipientLabels.opened,
    tone: "spruce",
    icon: IconEye,
    meaning: "A person opened it. Opens by mail programs and scanners are counted apart.",
    bar: "var(--bar-opened)",
  },
  delivered: {
    word: recipientLabels.delivered,
    tone: "spruce",
    icon: IconChecks,
    meaning: "The person's mail server took it. It may still have put it into the spam folder.",
    bar: "var(--bar-delivered)",
  },
  sent: {
    word: recipientLabels.sent,
    tone: "blue",
    icon: IconCheck,
    meaning: "The mail provider accepted it. The person's mail server has not answered yet.",
    bar: "var(--tone-blue-bar)",
  },
  unsubscribed: {
    word: recipientLabels.unsubscribed,
    tone: "marigold",
    icon: IconBellOff,
    meaning: "They received it and asked for no more campaigns.",
    bar: "var(--tone-marigold-bar)",
  },
  bounced: {
    word: recipientLabels.bounced,
    tone: "red",
    icon: IconMailX,
    meaning:
      "The person's mail server sent it back. After a hard bounce the address is not written to again.",
    bar: "var(--tone-red-bar)",
  },
  spam_complaint: {
    word: recipientLabels.spam_complaint,
    tone: "red",
    icon: IconFlag3,
    meaning: "They marked it as spam. The address gets no campaigns any more.",
    bar: "var(--tone-red-bar)",
  },
  dropped: {
    word: recipientLabels.dropped,
    tone: "red",
    icon: IconBan,
    meaning:
      "The mail provider refused it before sending: the address is invalid, an earlier mail to it or to its domain could not be delivered, its owner marked an earlier mail as spam, or the content looks like spam (then nobody gets it and the campaign pauses).",
    bar: "var(--tone-red-bar)",
  },
  failed: {
    word: recipientLabels.failed,
    tone: "red",
    icon: IconAlertTriangle,
    meaning: "It could not be sent. The reason stands beside it.",
    bar: "var(--tone-red-bar)",
  },
  undelivered: {
    word: recipientLabels.undelivered,
    tone: "red",
    icon: IconAlertTriangle,
    meaning:
      "The text provider took it, but the person's carrier did not deliver it. Its reason stands beside it.",
    bar: "var(--tone-red-bar)",
  },
  unconfirmed: {
    word: recipientLabels.unconfirmed,
    tone: "marigold",
    icon: IconHelp,
    meaning:
      "It may have been sent, but the provider has not confirmed it. We keep asking and do not send it twice.",
    bar: "var(--tone-marigold-bar)",
  },
  waiting,
  claimed: {
    ...waiting,
    word: recipientLabels.claimed,
    icon: IconSend,
    meaning:
      "It is being given to the mail provider, which has not answered yet. Until then it counts as waiting.",
  },
  cancelled: {
    word: recipientLabels.cancelled,
    tone: "grey",
    icon: IconX,
    meaning: "Somebody cancelled the rest of the campaign before its turn came.",
    bar: "var(--tone-grey-bar)",
  },
  skipped: {
    word: recipientLabels.skipped,
    tone: "grey",
    icon: IconMinus,
    meaning: "Not sent on purpose, for all the reasons given.",
    bar: "var(--bar-skipped)",
  },
};

export type CampaignStatus = "draft" | "scheduled" | "sending" | "paused" | "sent" | "cancelled";

/** The states of a campaign as a whole. */
export const campaignStates: Record<CampaignStatus, Omit<StateWord, "bar">> = {
  draft: { word: "Draft", tone: "grey", icon: IconPencil, meaning: "Being written. Nobody has received it." },
  scheduled: { word: "Scheduled", tone: "marigold", icon: IconClock, meaning: "Goes out at its time." },
  sending: { word: "Sending", tone: "blue", icon: IconSend, meaning: "Going out now." },
  paused: {
    word: "Paused",
    tone: "marigold",
    icon: IconPlayerPause,
    meaning: "Stopped for now. Nobody more receives it.",
  },
  sent: { word: "Sent", tone: "spruce", icon: IconChecks, meaning: "Everybody has had their turn." },
  cancelled: {
    word: "Cancelled",
    tone: "grey",
    icon: IconX,
    meaning: "Stopped for good. Who had not received it won't.",
  },
};
