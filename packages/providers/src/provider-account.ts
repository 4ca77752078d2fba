/** What asking a provider whose account a key opens came to. */
export type AccountCheck =
  /** @property account the provider's own id of it */
  | { readonly outcome: "open"; readonly account: string }
  | {
      /** `not_live`: for trying out, or suspended: nothing of it arrives. */
      readonly outcome: "wrong_key" | "not_permitted" | "not_live" | "unavailable";
      readonly providerMessage: string;
    };

/** What telling a provider where to report came to. */
export type RegisterOutcome =
  /** @property providerMessage what was left as it is, and why */
  | { readonly outcome: "registered"; readonly providerMessage?: string }
  | { readonly outcome: "refused" | "unavailable"; readonly providerMessage: string };

/** Where a provider of mail reports what became of mails and hands over those that come in. */
export interface EmailWebhooks {
  readonly reportsUrl: string;
  readonly inboundUrl: string;
  readonly user: string;
  readonly password: string;
}

/** Where a provider of texts hands over what people text to a number. */
export interface TextWebhook {
  /** E.164. */
  readonly number: string;
  readonly url: string;
}

/** Asks an account of itself. Methods never throw. */
export interface AccountQuestions {
  /** Whether the key opens an account, and whether messages of it arrive. */
  checkAccount(): Promise<AccountCheck>;
}
