/** Something written that the server has not confirmed yet (T11). Its id is the entry's: a retry never doubles. */
export interface OutboxItem {
  readonly entryId: string;
  readonly threadId: string;
  /** Milliseconds since the epoch. */
  readonly writtenAtMs: number;
  /** When other words of the same composition went out: a person decides whether these go too. Milliseconds since the epoch. */
  readonly earlierAtMs?: number | undefined;
  /** What the server has refused it with, as it was thrown: it goes out when a person says so, in whichever tab, and not by itself. */
  readonly refused?: { readonly data?: unknown } | undefined;
}

/** What is known of it on this page. */
export type OutboxState =
  | { readonly kind: "sending"; readonly sinceMs: number }
  /** The server cannot be reached: it goes out by itself when it can. */
  | { readonly kind: "waiting" }
  | { readonly kind: "posted" }
  | { readonly kind: "colleague"; readonly name: string; readonly at: Date; readonly number: number }
  | { readonly kind: "earlier"; readonly at: Date }
  | { readonly kind: "refused"; readonly error: unknown };

export interface OutboxEntry<Item extends OutboxItem> {
  readonly item: Item;
  readonly state: OutboxState;
}

/** What became of one try. */
export type PostOutcome =
  | { readonly outcome: "posted" }
  | {
      readonly outcome: "colleague_replied";
      readonly name: string;
      readonly at: Date;
      readonly number: number;
    }
  /** Other words stand under its id. */
  | { readonly outcome: "earlier_wording_sent"; readonly at: Date }
  /** No answer: nobody knows whether it arrived. */
  | { readonly outcome: "no_answer" }
  | { readonly outcome: "refused"; readonly error: unknown };
