import type { AlertRange, RangeProblem } from "@packpost/core/alert/range/resolve-range";

/** Choices of a range that are one press away, as the drawing has them. */
export const quickRanges: readonly AlertRange[] = [
  { kind: "rest_of_today" },
  { kind: "tomorrow" },
  { kind: "next_days", days: 3 },
  { kind: "next_days", days: 7 },
];

/** The other numbers of days. */
export const otherDays: readonly number[] = [2, 4, 5, 6];

/** "Next 3 days". */
export function rangeLabel(range: AlertRange): string {
  switch (range.kind) {
    case "rest_of_today":
      return "Rest of today";
    case "tomorrow":
      return "Tomorrow";
    case "next_days":
      return `Next ${range.days} days`;
    case "custom":
      return "Custom";
  }
}

/** Whether both name the same. */
export function isSameRange(one: AlertRange | null, other: AlertRange | null): boolean {
  return one !== null && other !== null && rangeKey(one) === rangeKey(other);
}

function rangeKey(range: AlertRange): string {
  if (range.kind === "next_days") return `next_days ${range.days}`;
  if (range.kind !== "custom") return range.kind;
  return [range.from.date, range.from.time, range.until.date, range.until.time].join(" ");
}

/** What is wrong with a range, where it was chosen. */
export const rangeProblemWords: Readonly<Record<RangeProblem, string>> = {
  past: "This range is over. Choose a later end.",
  turned_around: "The end has to be after the beginning.",
  too_long: "At most 7 calendar days. Choose an earlier end.",
  no_such_time: "This time does not exist that night: clocks go forward. Choose another one.",
};
