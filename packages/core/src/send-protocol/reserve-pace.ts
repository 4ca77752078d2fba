import type { Stream } from "@packpost/db/entities/sender.entity";
import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { type Pace, paceMs, paceOf } from "../sender/pace.ts";

/** How many may be claimed now; or how long nobody may. */
export type PaceTurn =
  | {
      readonly open: true;
      readonly size: number;
      readonly pace: Pace | null;
      /** The provider did not answer lately: this claim finds out whether it does again. */
      readonly probe: boolean;
      /** Calls in a row that were not answered. */
      readonly failures: number;
    }
  | {
      readonly open: false;
      readonly waitMs: number;
      /** Only the pace's next turn is waited for: nothing is wrong. */
      readonly byPace: boolean;
    };

/** Mails of a claim that finds out whether a provider answers again: so few are in doubt if it does not. */
const PROBE_SIZE = 10;

const rowSchema = z.object({
  per_second: z.number().nullable(),
  ms_per_message: z.number().nullable(),
  failures: z.number(),
  wait_ms: z.coerce.number(),
});

/**
 * Asks for a turn on an organisation's stream, inside the claim's transaction. With a pace the sender's row is locked,
 * so that over all workers one claim at a time takes its time; a claim takes its messages of one interval at most. Without one
 * nothing is locked: only a provider's "wait", or its silence, holds everybody. After silence one small claim goes first.
 *
 * @param size most mails the caller would take
 */
export async function reservePace(
  em: EntityManager,
  ctx: Context,
  stream: Stream,
  size: number,
): Promise<PaceTurn> {
  const kysely = em.getKysely();
  const read = async (lock: ReturnType<typeof sql>) => {
    const { rows } = await sql`${prepared}
      select per_second, ms_per_message, failures, ceil(extract(epoch from next_slot_at - app_now()) * 1000) as wait_ms from sender
      where organisation_id = ${ctx.organisationId} and stream = ${stream} ${lock}`.execute(kysely);
    return rowSchema.optional().parse(rows[0]);
  };
  let sender = await read(sql``);
  if (!sender) return { open: true, size, pace: null, probe: false, failures: 0 };
  if (sender.wait_ms <= 0 && (paceOfRow(sender) !== null || sender.failures > 0))
    sender = (await read(sql`for update`)) ?? sender;
  const pace = paceOfRow(sender);
  const { failures, wait_ms: waitMs } = sender;
  if (waitMs > 0) return { open: false, waitMs, byPace: failures === 0 && waitMs <= (pace?.perMs ?? 0) };
  const probe = failures > 0;
  const most = Math.min(size, pace?.messages ?? size, probe ? PROBE_SIZE : size);
  return { open: true, size: most, pace, probe, failures };
}

const paceOfRow = (row: z.infer<typeof rowSchema>) =>
  paceOf({ perSecond: row.per_second, msPerMessage: row.ms_per_message });

/**
 * Takes the time of `count` mails, in the transaction that claims them: a crash burns it, so the pace is never exceeded. A
 * probe takes the time of its call, so that nobody else claims before its answer.
 */
export async function takePace(
  em: EntityManager,
  ctx: Context,
  stream: Stream,
  taken: { count: number; pace: Pace | null; probe: boolean; callMs: number },
): Promise<void> {
  if (taken.count === 0 || (taken.pace === null && !taken.probe)) return;
  const ms = taken.pace === null ? 0 : paceMs(taken.pace, taken.count);
  const seconds = (taken.probe ? Math.max(taken.callMs, ms) : ms) / 1000;
  await sql`
    update sender set next_slot_at = greatest(next_slot_at, app_now()) + make_interval(secs => ${seconds})
    where organisation_id = ${ctx.organisationId} and stream = ${stream}`.execute(em.getKysely());
}
