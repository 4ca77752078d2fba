import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
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
