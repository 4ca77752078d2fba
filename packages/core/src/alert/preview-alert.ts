import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { type AlertReason, alertReasonCodes, reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { quietClock } from "../quiet-hours/quiet-clock.ts";
import { type AudienceRow, alertAudience } from "./audience-sql.ts";
import { countTextsBetween } from "./expect-time.ts";
import { type Instants, type RangeProblem, resolveRange } from "./range.ts";
import { type AlertSetting, requireTexting } from "./read-setting.ts";
import type { PreviewAlertInput } from "./schemas.ts";

/** People whom a text would wake: they get it in the morning (A12). */
export interface HeldPeople {
  people: number;
  /** When the first and the last of them get it. */
  from: Date;
  until: Date;
}

/** Who would get an alert (A3, A5). */
export type AlertPreview =
  | { outcome: "problem"; problem: RangeProblem; field: "from" | "until" }
  | {
      outcome: "counted";
      from: Date;
      until: Date;
      /** The organisation's. */
      zone: string;
      /** Families with an appointment in the range: one person each. */
      people: number;
      receiving: number;
      /** Why the others do not get it, each with how many; one person may have several. */
      skipped: { reason: AlertReason; people: number }[];
      /** When the first and the last appointment of the range begin; null = there is none. */
      firstAt: Date | null;
      lastAt: Date | null;
      held: HeldPeople | null;
      /** From one text to the next. */
      msPerText: number;
      /** Until the last text has gone, other alerts' turns included; held ones later. */
      seconds: number;
      /** Texts of other alerts that go out in turn with these. */
      othersBetween: number;
      /** Why no text leaves just now; null = they do. */
      pausedBecause: string | null;
    };

/**
 * How many would get an alert to a range, and when (A3, A5): one walk along the range's appointments.
 * @throws {PackpostError} forbidden, conflict (texting is off)
 */
export async function previewAlert({
  ctx,
  input,
}: {
  ctx: Context;
  input: PreviewAlertInput;
}): Promise<AlertPreview> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const setting = await requireTexting(em, ctx);
    const range = resolveRange(input.range, setting);
    if (!range.ok) return { outcome: "problem", problem: range.problem, field: range.field };
    const counted = await countAudience(em, ctx, range);
    const othersBetween = await countTextsBetween(em, ctx, { texts: counted.receiving, alertId: null });
    const texts = counted.receiving + othersBetween;
    return {
      ...{ outcome: "counted", from: range.from, until: range.until, zone: setting.zone },
      ...counted,
      held: await countHeld(em, ctx, range, setting),
      msPerText: setting.msPerText,
      seconds: Math.ceil((Math.max(0, texts - 1) * setting.msPerText) / 1_000),
      othersBetween,
      pausedBecause: setting.texting.providerMessage,
    };
  });
}

export interface CountedAudience {
  people: number;
  receiving: number;
  skipped: { reason: AlertReason; people: number }[];
  firstAt: Date | null;
  lastAt: Date | null;
}

/** People of a range by what becomes of them. */
export async function countAudience(
  em: EntityManager,
  ctx: Context,
  range: Instants,
): Promise<CountedAudience> {
  const perReason = alertReasonCodes.map(
    (reason) => sql`count(*) filter (where reasons & ${sql.lit(reasonBit(reason))} <> 0)::int`,
  );
  const { rows } = await sql<{
    people: number;
    receiving: number;
    first_at: string | null;
    last_at: string | null;
    per_reason: number[];
  }>`
    select count(*)::int as people, count(*) filter (where reasons = 0)::int as receiving, min(starts_at) as first_at, max(last_at) as last_at,
      array[${sql.join(perReason)}] as per_reason
    from ${alertAudience(ctx, range)} audience`.execute(em.getKysely());
  const [row] = rows;
  return {
    people: row?.people ?? 0,
    receiving: row?.receiving ?? 0,
    skipped: alertReasonCodes.flatMap((reason, place) => {
      const people = row?.per_reason[place] ?? 0;
      return people > 0 ? [{ reason, people }] : [];
    }),
    firstAt: instantFrom(row?.first_at ?? null),
    lastAt: instantFrom(row?.last_at ?? null),
  };
}

/** Whose turn would come in their night, were it sent now. */
async function countHeld(
  em: EntityManager,
  ctx: Context,
  range: Instants,
  setting: AlertSetting,
): Promise<HeldPeople | null> {
  if (setting.quiet === null) return null;
  const clock = quietClock(setting.quiet, { around: setting.now, zone: setting.zone });
  const { rows } = await sql<Pick<AudienceRow, "number" | "zone">>`
    select number, zone from ${alertAudience(ctx, range)} audience where reasons = 0 order by starts_at, customer_id`.execute(
    em.getKysely(),
  );
  const held = rows.flatMap(({ number, zone }, place) => {
    const turn = new Date(setting.now.getTime() + place * setting.msPerText);
    const at = clock.allowedFrom(turn, { number: number ?? "", zone });
    return at !== null && at > turn ? [at.getTime()] : [];
  });
  if (held.length === 0) return null;
  const [from, until] = held.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)] as const,
    [Infinity, -Infinity] as const,
  );
  return { people: held.length, from: new Date(from), until: new Date(until) };
}
