import { type ChartRange, chartRanges } from "@packpost/core/campaign/enums";

const hourMs = 3_600_000;
/** How long each range lasts. */
const lengthMs: Record<ChartRange, number> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  all: 45 * 24 * hourMs,
};

export const rangeWords: Record<ChartRange, string> = {
  hour: "First hour",
  day: "First day",
  week: "First week",
  all: "45 days",
};

/**
 * The ranges that a campaign of this age has something in, and the one that shows its life so far: the first hour by
 * minutes, then the first day, the first week, all.
 *
 * @param ageMs time since sending began
 */
export function rangesAt(ageMs: number): { offered: ChartRange[]; usual: ChartRange } {
  const usual = chartRanges.find((range) => ageMs <= 1.5 * lengthMs[range]) ?? "all";
  return { offered: chartRanges.slice(0, Math.max(2, chartRanges.indexOf(usual) + 1)), usual };
}
