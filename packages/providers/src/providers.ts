import type { EmailProvider } from "./email.ts";
import type { SmsProvider } from "./sms.ts";

/** The provider of each channel. */
export interface Providers {
  readonly email: EmailProvider;
  readonly sms: SmsProvider;
}

export type Channel = keyof Providers;

/** The provider that one organisation's messages of a channel leave by. Asked anew for each piece of work: keys change. */
export type ProviderFor = <C extends Channel>(channel: C) => Promise<Providers[C]>;
