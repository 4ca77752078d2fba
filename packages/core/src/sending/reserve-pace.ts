import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

/** How many may be claimed now; or how long nobody may. */
export type PaceTurn =
  | { readonly open: true; readonly size: number; readonly perSecond: number | null }
  | { readonly open: false; readonly waitMs: number };

const rowSchema = z.object({ per_second: z.number().nullable(), wait_ms: z.coerce.number() });

/**
 * Asks for a turn on an organisation's stream, inside the claim's transaction. With a pace the sender's row is locked,
 * so that over all workers one claim at a time takes its time; a claim takes a second's worth at most. Without one
 * nothing is locked: only a provider's "wait" holds everybody.
 *
 * @param size most mails the caller would take
 */
export async function reservePace(
  em: EntityManager,
  ctx: Context,
  stream: string,
  size: number,
): Promise<PaceTurn> {
  const kysely = em.getKysely();
  const read = async (lock: ReturnType<typeof sql>) => {
    const { rows } = await sql`
      select per_second, ceil(extract(epoch from next_slot_at - app_now()) * 1000) as wait_ms from sender
      where organisation_id = ${ctx.organisationId} and stream = ${stream} ${lock}`.execute(kysely);
    return rowSchema.optional().parse(rows[0]);
  };
  let sender = await read(sql``);
  if (!sender) return { open: true, size, perSecond: null };
  if (sender.wait_ms <= 0 && sender.per_second !== null) sender = (await read(sql`for update`)) ?? sender;
  if (sender.wait_ms > 0) return { open: false, waitMs: sender.wait_ms };
  const perSecond = sender.per_second;
  return { open: true, size: perSecond === null ? size : Math.min(size, perSecond), perSecond };
}

/** Takes the time of `count` mails, in the transaction that claims them: a crash burns it, so the pace is never exceeded. */
export async function takePace(
  em: EntityManager,
  ctx: Context,
  stream: string,
  taken: { count: number; perSecond: number | null },
): Promise<void> {
  if (taken.perSecond === null || taken.count === 0) return;
  await sql`
    update sender set next_slot_at = greatest(next_slot_at, app_now()) + make_interval(secs => ${taken.count / taken.perSecond})
    where organisation_id = ${ctx.organisationId} and stream = ${stream}`.execute(em.getKysely());
}
