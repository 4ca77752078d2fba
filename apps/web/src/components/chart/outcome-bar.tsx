"use client";

import {
  type BarPart,
  barParts,
  countOf,
  type FigureName,
  type Tallies,
} from "@packpost/core/campaign/figures";
import { useState } from "react";
import { formatCount, formatPeople } from "../form/format-number.ts";
import { figureLabels, partStates } from "./figure-labels.ts";
import classes from "./outcome-bar.module.css";

interface OutcomeBarProps {
  /** People per status and fact. */
  tallies: Tallies;
  /** "small": 6 px high, for lists. "large": with a legend of numbers. */
  size: "small" | "large";
  /** Which part's people are shown below, and how to show another's: the legend is then pressed. */
  chosen?: FigureName;
  /** Mail is on its way: the usual parts have their places from the start, people or not, so that nothing moves. */
  underWay?: boolean;
  /** Nobody will wait any more. */
  over?: boolean;
  onChoose?: (part: BarPart) => void;
  /** Words of parts that are other ones here. */
  words?: Partial<Record<BarPart, string>>;
}

/** The picture of "totals add up": one bar whose length is the audience and whose parts hold each person once. */
export function OutcomeBar({
  tallies,
  size,
  chosen,
  underWay = false,
  over = false,
  onChoose,
  words = {},
}: OutcomeBarProps) {
  const parts = barParts
    .map((part) => ({ part, count: countOf(tallies, part) }))
    .filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const spoken = parts.map(
    ({ part, count }) => `${formatCount(count)} ${(words[part] ?? figureLabels[part]).toLowerCase()}`,
  );
  const summary = total === 0 ? "Nobody yet" : `${formatPeople(total)}: ${spoken.join("; ")}`;
  return (
    <div className={classes.root} data-wide="true">
      <div
        className={classes.bar}
        data-size={size}
        role="img"
        aria-label={summary}
        title={size === "small" ? summary : undefined}
      >
        {parts.map(({ part, count }, at) => (
          <span
            key={part}
            className={classes.part}
            style={{ width: endOf(at, parts), zIndex: parts.length - at, background: partStates[part].bar }}
            title={size === "large" ? `${figureLabels[part]} ${formatCount(count)}` : undefined}
          />
        ))}
      </div>
      {size === "large" && (
        <Legend tallies={tallies} chosen={chosen} underWay={underWay} over={over} onChoose={onChoose} />
      )}
    </div>
  );
}

/** What mail on its way comes through, or ends in, every day. */
const usualParts: readonly BarPart[] = [
  "no_answer",
  "delivered_not_opened",
  "opened_no_click",
  "clicked",
  "bounced",
  "waiting",
];

/**
 * The numbers of the parts that have people. While mail goes out others come: at the end, and who once stood there stays,
 * so that nothing moves under a finger.
 */
function Legend({
  tallies,
  chosen,
  underWay,
  over,
  onChoose,
}: {
  tallies: Tallies;
  chosen: FigureName | undefined;
  underWay: boolean;
  over: boolean;
  onChoose: OutcomeBarProps["onChoose"] | undefined;
}) {
  const filled = barParts.filter((part) => countOf(tallies, part) > 0);
  const expected = underWay
    ? [...usualParts, ...filled.filter((part) => !usualParts.includes(part))]
    : filled;
  const [seen, setSeen] = useState<readonly BarPart[]>(expected);
  const fresh = expected.filter((part) => !seen.includes(part));
  if (fresh.length > 0) setSeen([...seen, ...fresh]);
  // Last, where nothing moves when it goes: its place stays.
  const shown = [...seen, ...fresh].toSorted(
    (one, other) => Number(one === "waiting") - Number(other === "waiting"),
  );
  const gone = (part: BarPart) => part === "waiting" && over && countOf(tallies, part) === 0;
  return (
    <ul className={classes.legend} aria-label="Who is where">
      {shown.map((part) => (
        <li key={part} title={partStates[part].meaning} data-gone={gone(part) || undefined}>
          <LegendItem pressed={chosen === part} onPress={onChoose && (() => onChoose(part))}>
            <span
              className={classes.swatch}
              style={{ background: partStates[part].bar }}
              aria-hidden="true"
            />
            {figureLabels[part]} <b>{formatCount(countOf(tallies, part))}</b>
          </LegendItem>
        </li>
      ))}
    </ul>
  );
}

/** However few its people, each part is seen. */
const leastPx = 3;

/** Where a part ends: its share and those before it, of what the least widths of all leave. */
function endOf(at: number, parts: readonly { count: number }[]): string {
  const sum = (some: readonly { count: number }[]) => some.reduce((all, { count }) => all + count, 0);
  const share = sum(parts.slice(0, at + 1)) / sum(parts);
  return `calc(${share} * (100% - ${parts.length * leastPx}px) + ${(at + 1) * leastPx}px)`;
}

function LegendItem({
  pressed,
  onPress,
  children,
}: {
  pressed: boolean;
  onPress: (() => void) | undefined;
  children: React.ReactNode;
}) {
  if (onPress === undefined) return <span className={classes.item}>{children}</span>;
  return (
    <button type="button" className={classes.item} aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  );
}
