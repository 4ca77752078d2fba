import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { type AlertReason, alertReasonCodes, reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import type { QuietAt } from "../quiet-hours/quiet-at.ts";
import { quietClock } from "../quiet-hours/quiet-clock.ts";
import { alertAudience } from "./audience-sql.ts";
import { countTextsBetween } from "./expect-time.ts";
import { type Instants, type RangeProblem, resolveRange } from "./range/resolve-range.ts";
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
      /** Between these times of where they are, as "21:00", nobody gets it (A12); null = there are none. */
      quiet: Pick<QuietAt, "from" | "until"> | null;
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
    const { turns, ...counted } = await countAudience(em, ctx, range, { withTurns: setting.quiet !== null });
    const othersBetween = await countTextsBetween(em, ctx, { texts: counted.receiving, alertId: null });
    const texts = counted.receiving + othersBetween;
    return {
      ...{ outcome: "counted", from: range.from, until: range.until, zone: setting.zone },
      ...counted,
      held: heldOf(turns, setting),
      quiet: setting.quiet && {
        ...{ from: setting.quiet.from.slice(0, 5), until: setting.quiet.until.slice(0, 5) },
      },
      msPerText: setting.msPerText,
      seconds: Math.ceil((Math.max(0, texts - 1) * setting.msPerText) / 1_000),
      othersBetween,
      pausedBecause: setting.texting.providerMessage,
    };
  });
}

/** Somebody who gets the text: where they may be says when. */
interface Turn {
  readonly number: string;
  readonly zone: string | null;
}

export interface CountedAudience {
  people: number;
  receiving: number;
  skipped: { reason: AlertReason; people: number }[];
  firstAt: Date | null;
  lastAt: Date | null;
  /** Who is texted, in their order; empty unless asked for. */
  turns: readonly Turn[];
}

/** People of a range by what becomes of them. */
export async function countAudience(
  em: EntityManager,
  ctx: Context,
  range: Instants,
  { withTurns = false } = {},
): Promise<CountedAudience> {
  const perReason = alertReasonCodes.map(
    (reason) => sql`count(*) filter (where reasons & ${sql.lit(reasonBit(reason))} <> 0)::int`,
  );
  const turn = (column: RawBuilder<unknown>) =>
    withTurns
      ? sql`array_agg(${column} order by starts_at, customer_id) filter (where reasons = 0)`
      : sql`null`;
  const { rows } = await sql<{
    people: number;
    receiving: number;
    first_at: string | null;
    last_at: string | null;
    per_reason: number[];
    numbers: string[] | null;
    zones: (string | null)[] | null;
  }>`
    select count(*)::int as people, count(*) filter (where reasons = 0)::int as receiving, min(starts_at) as first_at, max(last_at) as last_at,
      array[${sql.join(perReason)}] as per_reason, ${turn(sql.ref("number"))} as numbers, ${turn(sql.ref("zone"))} as zones
    from ${alertAudience(ctx, range)} audience`.execute(em.getKysely());
  const [row] = rows;
  const zones = row?.zones ?? [];
  return {
    people: row?.people ?? 0,
    receiving: row?.receiving ?? 0,
    skipped: alertReasonCodes.flatMap((reason, place) => {
      const people = row?.per_reason[place] ?? 0;
      return people > 0 ? [{ reason, people }] : [];
    }),
    firstAt: instantFrom(row?.first_at ?? null),
    lastAt: instantFrom(row?.last_at ?? null),
    turns: (row?.numbers ?? []).map((number, place) => ({ number, zone: zones[place] ?? null })),
  };
}

/** Whose turn would come in their night, were it sent now. */
function heldOf(turns: readonly Turn[], setting: AlertSetting): HeldPeople | null {
  const clock = quietClock(setting.quiet, { around: setting.now, zone: setting.zone });
  const held = turns.flatMap((person, place) => {
    const turn = new Date(setting.now.getTime() + place * setting.msPerText);
    const at = clock.allowedFrom(turn, person);
    return at !== null && at > turn ? [at.getTime()] : [];
  });
  if (held.length === 0) return null;
  const [from, until] = held.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)] as const,
    [Infinity, -Infinity] as const,
  );
  return { people: held.length, from: new Date(from), until: new Date(until) };
}
