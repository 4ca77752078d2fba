import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { type LocalTime, resolveLocalTime } from "../../local-time/resolve-local-time.ts";
import { instantFrom } from "../../paging/instant.ts";
import type { FindSendTimeInput, SendTimeChoice } from "../schemas.ts";

/** Nobody plans mass mail further ahead; a wrong year is a slip of the hand. */
const FURTHEST_MS = 400 * 86_400_000;

/** What to ask, or the instant that is meant. */
export type SendTime =
  | { readonly kind: "clear"; readonly at: Date }
  /** That time does not exist that night: use this one? */
  | { readonly kind: "gap"; readonly at: Date; readonly used: string }
  /** That time comes twice that night: first or second? */
  | Extract<LocalTime, { kind: "overlap" }>
  | { readonly kind: "past" }
  | { readonly kind: "too_far" }
  /** No such day in the calendar. */
  | { readonly kind: "no_such_day" };

/** What a date and time in the organisation's zone mean, before one schedules (C7). */
export function findSendTime({
  ctx,
  input,
}: {
  ctx: Context;
  input: FindSendTimeInput;
}): Promise<SendTime & { zone: string }> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => sendTimeOf(em, ctx, input));
}

/** The same inside a running transaction; with `choice` an ambiguous time becomes clear. */
export async function sendTimeOf(
  em: EntityManager,
  ctx: Context,
  input: FindSendTimeInput & { choice?: SendTimeChoice | undefined },
): Promise<SendTime & { zone: string }> {
  const { zone } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const { rows } = await sql`select app_now() as now`.execute(em.getKysely());
  const now = instantFrom(z.object({ now: z.string() }).parse(rows[0]).now);
  return { ...judge(input, zone, now), zone };
}

function judge(
  input: FindSendTimeInput & { choice?: SendTimeChoice | undefined },
  zone: string,
  now: Date,
): SendTime {
  let local: LocalTime;
  try {
    local = resolveLocalTime({ ...input, zone });
  } catch (error) {
    if (error instanceof RangeError) return { kind: "no_such_day" };
    throw error;
  }
  const latest = local.kind === "overlap" ? local.second.at : local.at;
  if (latest <= now) return { kind: "past" };
  if (latest.getTime() - now.getTime() > FURTHEST_MS) return { kind: "too_far" };
  const clear = (at: Date): SendTime => (at <= now ? { kind: "past" } : { kind: "clear", at });
  if (local.kind === "exact") return clear(local.at);
  if (local.kind === "gap") return input.choice === "later" ? clear(local.at) : local;
  if (input.choice === "first") return clear(local.first.at);
  return input.choice === "second" ? clear(local.second.at) : local;
}
