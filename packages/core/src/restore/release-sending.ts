import { type HoldCause, holdCauses } from "@packpost/db/enums";
import type { EntityManager, Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";
import { SEARCHABLE } from "./look-at-installation.ts";

const progressSchema = z.object({
  open_calls: z.coerce.number(),
  organisations: z.coerce.number(),
  complete: z.coerce.number(),
  partial: z.coerce.number(),
  found: z.coerce.number(),
  unplaced: z.coerce.number(),
  problem: z.string().nullable(),
});
const holdSchema = z.object({
  because: z.enum(holdCauses),
  since: z.coerce.date(),
  lost_from: z.coerce.date(),
  lost_until: z.coerce.date(),
});

/** A hold, and how far its comparison with the providers is. */
export interface HoldState {
  readonly because: HoldCause;
  readonly since: Date;
  /** What was sent between these may have been unknown. */
  readonly lostFrom: Date;
  readonly lostUntil: Date;
  /** Calls of which it is not known yet whether the provider took them. */
  readonly openCalls: number;
  readonly organisations: number;
  /** Of these, all of whose providers were asked. */
  readonly complete: number;
  /** Channels of which the provider has more than it shows. */
  readonly partial: number;
  /** People and messages that are known to have got theirs by it. */
  readonly found: number;
  /** Messages of which nothing here is known to be theirs. */
  readonly unplaced: number;
  /** Of some organisation: why its provider was not compared. */
  readonly problem: string | null;
}

/** What keeps a hold from being released without a reason. */
export const isCompared = (state: HoldState): boolean =>
  state.openCalls === 0 && state.complete === state.organisations && state.partial === 0;

/** The hold of the whole installation and how far it is; null = sending is not held. */
export function readHoldState(orm: Orm): Promise<HoldState | null> {
  return orm.em.fork().transactional(readIn);
}

async function readIn(em: EntityManager): Promise<HoldState | null> {
  const kysely = em.getKysely();
  const held = await sql`
    select held_because as because, held_at as since, lost_from, lost_until from installation where held_at is not null`.execute(
    kysely,
  );
  const hold = holdSchema.optional().parse(held.rows[0]);
  if (hold === undefined) return null;
  const progress = progressSchema.parse(
    (await sql`select * from restore_progress()`.execute(kysely)).rows[0],
  );
  const { open_calls: openCalls, ...others } = progress;
  const { because, since, lost_from: lostFrom, lost_until: lostUntil } = hold;
  return { because, since, lostFrom, lostUntil, openCalls, ...others };
}

/**
 * Holds sending where nothing can tell that the database was put back: Temporal was put back with it (O4).
 * @param orm connected as the owner of the tables
 * @returns whether it was not held already
 */
export async function holdSending(orm: Orm): Promise<boolean> {
  const held = await sql`
    update installation set held_at = app_now(), held_because = 'by_hand', lost_until = app_now(),
      lost_from = coalesce(beat_at, app_now() - ${SEARCHABLE}::interval) where held_at is null`.execute(
    orm.em.fork().getKysely(),
  );
  return (held.numAffectedRows ?? 0n) > 0n;
}

export type Release =
  | { readonly outcome: "not_held" }
  | { readonly outcome: "released" }
  /** Something is not compared yet, and no reason was given why it should go out all the same. */
  | { readonly outcome: "not_compared"; readonly state: HoldState };

/**
 * Lets sending go on after a restore (O4), an operator's decision: only once every open call was settled and every organisation's providers
 * were compared, or with a reason, which is kept. From then on this database is the one that counts.
 * @param orm connected as the owner of the tables: workers can only hold
 * @param reason why it goes on before all was compared; null = only if all was
 */
export function releaseSending(orm: Orm, reason: string | null): Promise<Release> {
  return orm.em.fork().transactional(async (em): Promise<Release> => {
    await commitSynchronously(em);
    const kysely = em.getKysely();
    await sql`select from installation for update`.execute(kysely);
    const state = await readIn(em);
    if (state === null) return { outcome: "not_held" };
    if (!isCompared(state) && reason === null) return { outcome: "not_compared", state };
    await sql`
      update installation set held_at = null, held_because = null, identity = database_identity(),
        beat = greatest(beat, held_beat) + 1, held_beat = null, beat_at = app_now(),
        released_at = app_now(), release_reason = ${isCompared(state) ? null : reason} where held_at is not null`.execute(
      kysely,
    );
    return { outcome: "released" };
  });
}
