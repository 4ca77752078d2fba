import type { EntityManager } from "@packpost/db/orm";
import type { OutgoingEmail } from "@packpost/providers/email";
import type { FindOutcome } from "@packpost/providers/send-outcome";
import type { RawBuilder } from "kysely";
import type { PersonValues } from "../campaign/merge-values.ts";
import type { Context, WorkerContext } from "../context.ts";

/** A recipient that is ours to send, with everything frozen that its message needs. */
export interface ClaimedRecipient {
  readonly id: string;
  /** The address used, as it is written to. */
  readonly email: string;
  /** What the renderer fills in for this person. */
  readonly values: PersonValues;
}

/** Who of the people just picked may receive the broadcast now. */
export interface ClaimStrategy {
  /**
   * A select from `picked` (id, customer_id, held_key, added) and `open` (id, organisation_id, today), one row each: id, customer_id,
   * held_key, email, email_key, merge_values, reasons (bits; 0 = may receive).
   */
  readonly people: RawBuilder<unknown>;
  /** Writes what stands behind the reasons of those whom the claim has skipped, in its transaction. */
  noteSkipped(recipientIds: readonly string[]): Promise<void>;
}

/** Everybody whom a broadcast concerns, at the moment its audience is written down. */
export interface AudienceStrategy {
  /** A parenthesised sub-select, one row a customer: customer_id, email_key, added, reasons (bits; 0 = will receive). */
  readonly people: RawBuilder<unknown>;
  /** What stands behind a row's reasons, kept with it, as SQL over `audience` (customer_id, reasons) and `clock`. */
  readonly facts: RawBuilder<unknown>;
  /** In which order they are sent to, as SQL over `people`; left out = nobody minds. */
  readonly order?: RawBuilder<unknown>;
}

/** What each of them receives, from what was frozen at send. Pure: the same people give the same bytes. */
export interface Renderer {
  /** Of what is the same for everybody; batches are cut by it. */
  readonly characters: number;
  write(attemptId: string, recipient: ClaimedRecipient): OutgoingEmail;
}

/** Why a broadcast pauses instead of beginning. */
export interface Refusal {
  /** For staff: the first line says what happened, the rest what one can do. */
  readonly refused: string;
  /** For the audit. */
  readonly cause: string;
}

/** People of a broadcast of whom the provider has not said whether it took their message. */
export interface Unconfirmed {
  readonly broadcastId: string;
  readonly people: number;
  /** Set when it cannot say: the call went to another account, or nobody noted to which. */
  readonly elsewhere: "other" | "unknown" | null;
}

/** What differs from one kind of broadcast to the next; everything else of sending to many is the same. The audit calls it by its name (`audit-broadcast`). */
export interface KindOfBroadcast {
  /** Its time has come: how many would receive it now, or why it must not begin. */
  checkBeginning(
    em: EntityManager,
    ctx: Context,
    broadcastId: string,
  ): Promise<{ receivers: number } | Refusal>;
  /** In the transaction that writes the audience down: takes the kind's own locks and says who is in it. */
  audience(em: EntityManager, ctx: Context, broadcastId: string): Promise<AudienceStrategy>;
  /** In the transaction that pauses it by itself: mails whoever is to know. `reason`: first what happened, then what one can do. */
  tellPaused(
    em: EntityManager,
    ctx: Context,
    paused: { readonly broadcastId: string; readonly reason: string },
  ): Promise<void>;
  /** In a transaction that has found that the provider owes an answer about so many people: mails whoever is to know. */
  tellUnconfirmed(em: EntityManager, ctx: Context, unconfirmed: Unconfirmed): Promise<void>;
  /** Asks the provider what it has of a call that was not answered. @param account the one that was called; null where that was not noted */
  find(ctx: WorkerContext, attemptId: string, account: string | null): Promise<FindOutcome>;
  /** How its mails are claimed and written; null where it sends none. */
  readonly mail: MailOfBroadcast | null;
}

/** What a broadcast that is sent as mail, batch by batch, has beside. */
export interface MailOfBroadcast {
  /** In the claim's transaction, before its statement: takes the kind's own locks and reads what shapes that statement. */
  prepareClaim(em: EntityManager, ctx: Context, broadcastId: string): Promise<ClaimStrategy>;
  /** @throws {ZodError} where the template is not one of this kind */
  renderer(ctx: WorkerContext, broadcastId: string, template: unknown): Renderer;
}
