import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { type AlertReason, alertReasonCodes, reasonBit } from "../audience/reasons.ts";
import { UNDO_SECONDS } from "../campaign/enums.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import type { QuietAt } from "../quiet-hours/quiet-at.ts";
import { quietClock } from "../quiet-hours/quiet-clock.ts";
import { alertAudience } from "./audience-sql.ts";
import { cancelledAudience } from "./cancelled-sql.ts";
import { expectEnd, type HeldPeople, heldPeople, textsToCome } from "./pace/expect-end.ts";
import { readTextsToCome } from "./pace/read-texts-to-come.ts";
import { type Instants, type RangeProblem, resolveRange } from "./range/resolve-range.ts";
import { type AlertSetting, requireTexting } from "./read-setting.ts";
import type { PreviewAlertInput } from "./schemas.ts";

/** How long an alert takes from its first text on. */
export interface ExpectedPace {
  /** Until its last text, other alerts' turns included. */
  seconds: number;
  /** Texts of other alerts that go out in turn with these. */
  othersBetween: number;
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
      /** Families with an appointment in the range, or that have cancelled theirs: one person each. */
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
      /** Until the last text has gone, the morning of who is held included; and where nobody is held. */
      pace: ExpectedPace;
      paceAtNight: ExpectedPace;
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
    const cancelled = await countCancelled(em, ctx, range);
    const { turns, ...counted } = await countAudience(em, ctx, range, { withTurns: setting.quiet !== null });
    const nights = nightsOf(turns, setting);
    const others = [...(await readTextsToCome(em, ctx)).values()];
    const start = setting.now.getTime() + UNDO_SECONDS * 1_000;
    const paceOf = (held: Readonly<Record<string, number>>): ExpectedPace => {
      const { at, othersBetween } = expectEnd(textsToCome(counted.receiving, held), {
        ...{ start, msPerText: setting.msPerText, others },
      });
      return { seconds: Math.ceil((at - start) / 1_000), othersBetween };
    };
    return {
      ...{ outcome: "counted", from: range.from, until: range.until, zone: setting.zone },
      ...counted,
      people: counted.people + cancelled,
      skipped: [
        ...counted.skipped,
        ...(cancelled > 0 ? [{ reason: "appointment_cancelled", people: cancelled } as const] : []),
      ],
      held: heldPeople(nights),
      quiet: setting.quiet && {
        ...{ from: setting.quiet.from.slice(0, 5), until: setting.quiet.until.slice(0, 5) },
      },
      msPerText: setting.msPerText,
      pace: paceOf(Object.fromEntries(nights)),
      paceAtNight: paceOf({}),
      pausedBecause: setting.texting.providerMessage,
    };
  });
}

/** Families that have cancelled what they had in the range. */
async function countCancelled(em: EntityManager, ctx: Context, range: Instants): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from ${cancelledAudience(ctx, range)} cancelled`.execute(em.getKysely());
  return rows[0]?.people ?? 0;
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

interface ReasonsRow {
  readonly reasons: number;
  readonly people: number;
  readonly first_at: string;
  readonly last_at: string;
  /** `zone number,zone number`: an array of ten thousand takes the driver longer to read. */
  readonly turns: string | null;
}

/** People of a range by what becomes of them. */
export async function countAudience(
  em: EntityManager,
  ctx: Context,
  range: Instants,
  { withTurns = false } = {},
): Promise<CountedAudience> {
  const turns = withTurns
    ? sql`string_agg(coalesce(zone, '') || ' ' || number, ',' order by starts_at, customer_id) filter (where reasons = 0)`
    : sql`null`;
  const { rows } = await sql<ReasonsRow>`
    select reasons, count(*)::int as people, min(starts_at) as first_at, max(last_at) as last_at, ${turns} as turns
    from ${alertAudience(ctx, range)} audience group by reasons`.execute(em.getKysely());
  const sum = (of: readonly ReasonsRow[]) => of.reduce((all, { people }) => all + people, 0);
  const receiving = rows.find(({ reasons }) => reasons === 0);
  return {
    people: sum(rows),
    receiving: receiving?.people ?? 0,
    skipped: alertReasonCodes.flatMap((reason) => {
      const people = sum(rows.filter(({ reasons }) => reasons & reasonBit(reason)));
      return people > 0 ? [{ reason, people }] : [];
    }),
    firstAt: extreme(rows, ({ first_at }) => first_at, Math.min),
    lastAt: extreme(rows, ({ last_at }) => last_at, Math.max),
    turns: (receiving?.turns ?? "").split(",").flatMap(turnOf),
  };
}

function turnOf(written: string): Turn[] {
  const [zone = "", number] = written.split(" ");
  return number === undefined ? [] : [{ number, zone: zone === "" ? null : zone }];
}

function extreme(
  rows: readonly ReasonsRow[],
  at: (row: ReasonsRow) => string,
  most: (...times: number[]) => number,
): Date | null {
  return rows.length === 0 ? null : new Date(most(...rows.map((row) => instantFrom(at(row)).getTime())));
}

/** Of those whose turn would come in their night, were it sent now: its end in milliseconds → how many. */
function nightsOf(turns: readonly Turn[], setting: AlertSetting): Map<number, number> {
  const clock = quietClock(setting.quiet, { around: setting.now, zone: setting.zone });
  const held = new Map<number, number>();
  turns.forEach((person, place) => {
    const turn = new Date(setting.now.getTime() + place * setting.msPerText);
    const at = clock.allowedFrom(turn, person);
    if (at !== null && at > turn) held.set(at.getTime(), (held.get(at.getTime()) ?? 0) + 1);
  });
  return held;
}
