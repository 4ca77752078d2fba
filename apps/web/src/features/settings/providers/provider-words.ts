import type { ShownProvider } from "@packpost/core/provider-account/get-providers";
import type { KeyTest } from "@packpost/core/provider-key/start-key-test";

type Channel = ShownProvider["channel"];

interface Words {
  readonly title: string;
  readonly about: string;
  /** What the key is called at the provider, first in a sentence and within one. */
  readonly key: string;
  readonly keyWithin: string;
  /** What stops while there is none. */
  readonly messages: string;
  readonly reports: string;
}

/** How staff call the account of a channel. */
export const providerWords: Readonly<Record<Channel, Words>> = {
  email: {
    title: "Mail account",
    about:
      "The Postmark server that your mail leaves by. Give Packpost one for itself: its list of blocked addresses is then yours alone. The key is kept encrypted and never shown again.",
    key: "Server API token",
    keyWithin: "server API token",
    messages: "mail",
    reports: "Reports and answers by email",
  },
  sms: {
    title: "Text account",
    about:
      "The Twilio account, or sub-account, that your texts leave by. Who texts STOP is kept there, so one account serves one organisation. The key is kept encrypted and never shown again.",
    key: "Auth token",
    keyWithin: "account SID and auth token",
    messages: "texts",
    reports: "Texts that come in",
  },
};

/** How a key's test ended, and what to do; null while it runs. */
export function formatKeyTest({ state, providerMessage }: KeyTest, channel: Channel) {
  const { keyWithin } = providerWords[channel];
  const said = providerMessage === null ? "" : ` (${providerMessage.replace(/\.$/, "")})`;
  const kept = "Nothing was changed.";
  switch (state) {
    case "running":
      return null;
    case "saved":
      return { tone: "good", words: "Tested and saved. Messages leave by it within half a minute." } as const;
    case "wrong_key":
      return {
        tone: "bad",
        words: `The provider does not know this key${said}. ${kept} Copy the ${keyWithin} anew, whole.`,
      } as const;
    case "not_permitted":
      return {
        tone: "bad",
        words: `The key is known, but may not be used for this${said}. ${kept} Look what it is allowed at the provider.`,
      } as const;
    case "not_live":
      return {
        tone: "bad",
        words: `This account delivers nothing${said}. ${kept} Use the key of one that is live.`,
      } as const;
    case "in_use":
      return {
        tone: "bad",
        words: `Another organisation here uses this account. ${kept} Make one of your own at the provider: blocked addresses and opt-outs belong to an account.`,
      } as const;
    case "unavailable":
      return {
        tone: "bad",
        words: `The provider did not answer${said}. ${kept} The key may be right: try again in a minute.`,
      } as const;
    case "lost":
      return {
        tone: "bad",
        words: `The key could not be tested in time. ${kept} Try again; if it happens again, tell whoever runs Packpost.`,
      } as const;
  }
}

/** By whose account messages leave. */
export function formatSource({ source, channel, key }: ShownProvider) {
  const { messages } = providerWords[channel];
  switch (source) {
    case "own":
      return {
        tone: undefined,
        headline: "Your own account.",
        more: key?.hint == null ? "" : `${providerWords[channel].key} ending in ${key.hint}.`,
      };
    case "installation":
      return {
        tone: undefined,
        headline: "The installation’s account.",
        more: `Your ${messages} leave by the account that was set up with Packpost. It serves you while you are the only organisation here.`,
      };
    case "none":
      return {
        tone: "bad",
        headline: "No account yet.",
        more: `No ${messages} can be sent: several organisations are here, so each needs an account of its own.`,
      };
    case "simulator":
      return {
        tone: "look",
        headline: "The simulator.",
        more: "Nothing leaves this machine, whatever key is saved here.",
      };
  }
}
