import type { Stream } from "@packpost/db/entities/sender.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 300_000;

/**
 * A call was not answered (5xx, network): nobody of the organisation claims on the stream for a while, in any worker; each
 * probe that fails doubles it. Calls that were in hand when it began do not: they tell of the same trouble.
 * @param input.probe whether it was a probe's call
 * @param input.retryAfterMs the provider's own delay where it gave one, in milliseconds
 * @param input.longestHoldMs most; default five minutes
 * @returns for how long, in milliseconds
 */
export async function holdForSilence({
  ctx,
  input,
}: {
  ctx: Context;
  input: {
    stream: Stream;
    providerMessage: string;
    probe: boolean;
    retryAfterMs?: number | undefined;
    longestHoldMs?: number | undefined;
    /** Of a stream with a pace of its own, whose next slot never moves nearer. */
    keepsSlot?: boolean;
  };
}): Promise<number> {
  const longest = input.longestHoldMs ?? LONGEST_HOLD_MS;
  const reported = input.retryAfterMs ?? 0;
  const first = Math.max(reported, Math.min(longest, FIRST_HOLD_MS));
  const grown = sql`app_now() + make_interval(secs => greatest(${reported}, least(${longest}, ${FIRST_HOLD_MS} * 2 ^ least(sender.failures, 20))) / 1000.0)`;
  const least = input.probe ? grown : sql`excluded.next_slot_at`;
  const hold = input.probe && !input.keepsSlot ? grown : sql`greatest(sender.next_slot_at, ${least})`;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into sender (organisation_id, stream, next_slot_at, failures, provider_message)
      values (${ctx.organisationId}, ${input.stream}, app_now() + make_interval(secs => ${first / 1000}), 1, ${input.providerMessage})
      on conflict (organisation_id, stream) do update set provider_message = excluded.provider_message, next_slot_at = ${hold},
        failures = case when ${input.probe} then sender.failures + 1 else greatest(sender.failures, 1) end
      returning ceil(extract(epoch from next_slot_at - app_now()) * 1000) as wait_ms`.execute(em.getKysely()),
  );
  return z.object({ wait_ms: z.coerce.number() }).parse(rows[0]).wait_ms;
}

/** A probe was answered: everybody goes on at once. */
export async function endHold({
  ctx,
  input,
}: {
  ctx: Context;
  input: { stream: Stream; keepsSlot?: boolean };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update sender set failures = 0, provider_message = null, next_slot_at = ${input.keepsSlot ? sql`next_slot_at` : sql`app_now()`}
      where organisation_id = ${ctx.organisationId} and stream = ${input.stream} and failures > 0`.execute(
      em.getKysely(),
    ),
  );
}
