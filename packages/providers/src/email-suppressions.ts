import type { EmailStream } from "./email.ts";

/** An address that the provider does not write to. */
export interface EmailSuppression {
  /** As the provider spells it, in lower case. */
  readonly address: string;
  /** `opt_out`: the person asked for it; `by_hand`: the sender or the provider did. */
  readonly reason: "hard_bounce" | "complaint" | "opt_out" | "by_hand";
  readonly at: Date;
}

export type ListSuppressionsOutcome =
  | { readonly outcome: "listed"; readonly suppressions: readonly EmailSuppression[] }
  | { readonly outcome: "unavailable"; readonly providerMessage: string };

/** `refused` lists the addresses that the provider would not change, with its words; all others are changed. */
export type ChangeSuppressionsOutcome =
  | { readonly outcome: "changed"; readonly refused: ReadonlyMap<string, string> }
  | { readonly outcome: "unavailable"; readonly providerMessage: string };

/** Whom the provider does not write to, by stream. */
export interface EmailSuppressionList {
  list(stream: EmailStream): Promise<ListSuppressionsOutcome>;
  /** What is said of one address; an empty list = nothing. */
  find(stream: EmailStream, address: string): Promise<ListSuppressionsOutcome>;
  /** Any number of addresses; adding one twice is no error. */
  add(stream: EmailStream, addresses: readonly string[]): Promise<ChangeSuppressionsOutcome>;
  /** A complaint stays: no provider lifts it. */
  lift(stream: EmailStream, addresses: readonly string[]): Promise<ChangeSuppressionsOutcome>;
}
