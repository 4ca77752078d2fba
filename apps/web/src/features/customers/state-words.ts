import type { EmailState, Silence, TextState } from "@packpost/core/customer/states";
import type { UntextableReason } from "@packpost/core/texting/why-not-textable-sql";
import {
  type Icon,
  IconBellOff,
  IconDeviceMobile,
  IconDeviceMobileOff,
  IconMail,
  IconMailOff,
  IconMailX,
} from "@tabler/icons-react";
import type { Tone } from "#web/components/status/state-vocabulary.ts";

export interface StateWord {
  /** In a column of its own. */
  word: string;
  /** On the person's page, where nothing says what it is of. */
  alone: string;
  tone: Tone;
  icon: Icon;
  meaning: string;
}

/** Whether campaigns and other mail reach somebody (P1). */
export const emailStateWords: Record<EmailState, StateWord> = {
  subscribed: {
    ...{ word: "Subscribed", alone: "Email subscribed", tone: "spruce", icon: IconMail },
    meaning: "Campaigns can be written to them.",
  },
  unsubscribed: {
    ...{ word: "Unsubscribed", alone: "Email unsubscribed", tone: "marigold", icon: IconBellOff },
    meaning:
      "They, or somebody who shares their address, asked for no more campaigns. Answers in a conversation still reach them.",
  },
  blocked: {
    ...{ word: "Blocked", alone: "Email blocked", tone: "red", icon: IconMailX },
    meaning:
      "Nothing goes to this address: mail to it came back, it was marked as spam, or your team blocked it.",
  },
  no_address: {
    ...{ word: "No address", alone: "No email address", tone: "grey", icon: IconMailOff },
    meaning: "There is no address, or what stands there is none that mail can go to.",
  },
};

/** Whether texts reach somebody. */
export const textStateWords: Record<TextState, StateWord> = {
  on: {
    ...{ word: "On", alone: "Texts on", tone: "spruce", icon: IconDeviceMobile },
    meaning: "They can be texted.",
  },
  unsubscribed: {
    ...{ word: "Stopped", alone: "Texts stopped", tone: "marigold", icon: IconBellOff },
    meaning: "They asked for no more texts. After STOP, only START from their own phone lifts it.",
  },
  blocked: {
    ...{ word: "Blocked", alone: "Texts blocked", tone: "red", icon: IconDeviceMobileOff },
    meaning: "The number takes no texts, or your team blocked it.",
  },
  no_number: {
    ...{ word: "No number", alone: "No phone number", tone: "grey", icon: IconDeviceMobileOff },
    meaning: "There is no phone number in their file.",
  },
};

/** Why exactly somebody is not texted. */
export const untextableWords: Record<UntextableReason, string> = {
  no_number: "There is no phone number in their file.",
  opted_out: "This number has texted STOP. Only START from it lifts that.",
  invalid: "The carrier knows no such number.",
  not_textable: "This number takes no texts.",
  unsubscribed: "They have unsubscribed from texts.",
  blocked: "Your team has blocked this number.",
};

export const silenceWords: Record<Silence, string> = {
  in_30: "Silent within 30 days",
  in_90: "Silent within 90 days",
  now: "Silent already",
};
