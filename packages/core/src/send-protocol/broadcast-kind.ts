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

/** What each of them receives, from what was frozen at send. Pure: the same people give the same bytes. */
export interface Renderer {
  /** Of what is the same for everybody; batches are cut by it. */
  readonly characters: number;
  write(attemptId: string, recipient: ClaimedRecipient): OutgoingEmail;
}

/** What differs from one kind of broadcast to the next; everything else of sending to many is the same. */
export interface KindOfBroadcast {
  /** In the claim's transaction, before its statement: takes the kind's own locks and reads what shapes that statement. */
  prepareClaim(em: EntityManager, ctx: Context, broadcastId: string): Promise<ClaimStrategy>;
  /** @throws {ZodError} where the template is not one of this kind */
  renderer(ctx: WorkerContext, template: unknown): Renderer;
}
