import type { ReadyPicture } from "#web/components/pictures/picture-tray.ts";

/** Something written that the server has not confirmed yet (T11). Its id is the entry's: a retry never doubles. */
export interface OutboxItem {
  readonly entryId: string;
  readonly threadId: string;
  readonly kind: "reply" | "note";
  readonly body: string;
  readonly mentions: readonly string[];
  /** The newest entry that its writer had seen; null = meant although a colleague has answered (V10). */
  readonly seenNumber: number | null;
  readonly draftVersion: number;
  /** Whom it goes to as a text too (V8). */
  readonly text?: { readonly customerId: string | null };
  /** Pictures that go with it; the server has them already (V13). */
  readonly pictures?: readonly ReadyPicture[];
  /** Milliseconds since the epoch. */
  readonly writtenAtMs: number;
}

/** What is known of it on this page. */
export type OutboxState =
  | { readonly kind: "sending"; readonly sinceMs: number }
  /** The server cannot be reached: it goes out by itself when it can. */
  | { readonly kind: "waiting" }
  | { readonly kind: "posted" }
  | { readonly kind: "colleague"; readonly name: string; readonly at: Date; readonly number: number }
  | { readonly kind: "refused"; readonly error: unknown };

export interface OutboxEntry extends OutboxItem {
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
  /** No answer: nobody knows whether it arrived. */
  | { readonly outcome: "no_answer" }
  | { readonly outcome: "refused"; readonly error: unknown };
