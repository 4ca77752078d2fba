import type { EntityManager } from "@packpost/db/orm";
import type { OutgoingEmail } from "@packpost/providers/email";
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

/** What differs from one kind of broadcast to the next; everything else of sending to many is the same. */
export interface KindOfBroadcast {
  /** Its time has come: how many would receive it now, or why it must not begin. */
  checkBeginning(
    em: EntityManager,
    ctx: Context,
    broadcastId: string,
  ): Promise<{ receivers: number } | Refusal>;
  /** In the transaction that writes the audience down: takes the kind's own locks and says who is in it. */
  audience(em: EntityManager, ctx: Context, broadcastId: string): Promise<AudienceStrategy>;
  /** In the claim's transaction, before its statement: takes the kind's own locks and reads what shapes that statement. */
  prepareClaim(em: EntityManager, ctx: Context, broadcastId: string): Promise<ClaimStrategy>;
  /** @throws {ZodError} where the template is not one of this kind */
  renderer(ctx: WorkerContext, template: unknown): Renderer;
}
