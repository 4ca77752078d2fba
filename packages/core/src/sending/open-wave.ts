import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

const rowSchema = z.object({ wave_opens_in_ms: z.coerce.number() });

/**
 * Nobody of the open waves waits (C13): sets the time at which the next one opens, and opens it when that has come. The
 * pause is counted from the moment at which this is first seen, by the database's clock, so a restart does not begin it anew.
 * @returns milliseconds until the next wave opens; ≤ 0 = it is open now
 */
export async function openWave(em: EntityManager, ctx: Context, campaignId: string): Promise<number> {
  // floor: the column keeps whole milliseconds and may have been rounded up.
  const kysely = em.getKysely();
  const { rows } = await sql`
    update campaign set wave_opens_at = coalesce(wave_opens_at, app_now() + make_interval(secs => organisation.wave_pause_seconds))
    from organisation
    where campaign.id = ${campaignId} and campaign.organisation_id = ${ctx.organisationId} and organisation.id = campaign.organisation_id
    returning floor(extract(epoch from wave_opens_at - app_now()) * 1000) as wave_opens_in_ms`.execute(
    kysely,
  );
  const { wave_opens_in_ms } = rowSchema.parse(rows[0]);
  if (wave_opens_in_ms > 0) return wave_opens_in_ms;
  await sql`
    update campaign set wave = wave + 1, wave_opens_at = null
    where id = ${campaignId} and organisation_id = ${ctx.organisationId} and status = 'sending'`.execute(
    kysely,
  );
  return wave_opens_in_ms;
}
