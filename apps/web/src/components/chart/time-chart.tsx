"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { formatCount } from "../form/format-number.ts";
import classes from "./time-chart.module.css";
import { areaPath, linePath, niceTicks } from "./time-chart-shape.ts";

interface TimeChartProps {
  /** Names it for screen readers: "How many had it, over time". */
  label: string;
  /** In the order of time; `at` as it is shown below the chart and beside the numbers. */
  points: readonly { at: string; values: Readonly<Record<string, number>> }[];
  /** Which values, in the order of the legend, each with its colour. */
  series: readonly { name: string; label: string; color: string }[];
  /** A point was pressed, or Enter at it. */
  onPick?: (index: number) => void;
}

const timesBelow = 5;

/** Counts that grow as time goes by: drawn by the server already, read by pointer or arrow keys, without a chart library. */
export function TimeChart({ label, points, series, onPick }: TimeChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const last = points.length - 1;
  const greatest = Math.max(
    1,
    ...points.flatMap(({ values }) => series.map(({ name }) => values[name] ?? 0)),
  );
  const ticks = niceTicks(greatest);
  // The highest line stands just below the edge, whatever the next round number is.
  const most = greatest * 1.03;
  const valuesOf = (name: string) => points.map(({ values }) => (values[name] ?? 0) / most);
  const follow = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setAt(Math.min(last, Math.max(0, Math.round(((clientX - left) / width) * last))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onPick?.(at ?? last);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setAt((before) => Math.min(last, Math.max(0, (before ?? last - step) + step)));
  };
  const shown = at === null ? undefined : points[at];
  const share = at === null ? 0 : (100 * at) / Math.max(1, last);
  return (
    <div className={classes.root}>
      <div className={classes.ticks} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${(100 * tick) / most}%` }}>
            {formatCount(tick)}
          </span>
        ))}
      </div>
      <div
        className={classes.plot}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={formatPoint(points[at ?? last], series)}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={onKeyDown}
        onClick={() => at !== null && onPick?.(at)}
      >
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {ticks.map((tick) => {
            const y = 100 - (100 * tick) / most;
            return <line key={tick} x1="0" x2="100" y1={y} y2={y} className={classes.grid} />;
          })}
          {series.map(({ name, color }) => (
            <g key={name}>
              <path d={areaPath(valuesOf(name))} fill={color} fillOpacity="0.16" />
              <path d={linePath(valuesOf(name))} stroke={color} className={classes.line} />
            </g>
          ))}
        </svg>
        {shown !== undefined && (
          <>
            <span className={classes.cursor} style={{ left: `${share}%` }} aria-hidden="true" />
            <div
              className={classes.tip}
              style={share > 50 ? { right: `${100 - share}%` } : { left: `${share}%` }}
              aria-hidden="true"
            >
              <b>{shown.at}</b>
              {series.map(({ name, label: words, color }) => (
                <span key={name} className={classes.value}>
                  <i style={{ background: color }} /> {words} <b>{formatCount(shown.values[name] ?? 0)}</b>
                </span>
              ))}
            </div>
          </>
        )}
      </div>
      <div className={classes.times} aria-hidden="true">
        {timesOf(points.map((point) => point.at)).map(({ index, words }) => (
          <span key={index}>{words}</span>
        ))}
      </div>
    </div>
  );
}

function formatPoint(
  point: TimeChartProps["points"][number] | undefined,
  series: TimeChartProps["series"],
): string {
  if (point === undefined) return "";
  return `${point.at}: ${series.map(({ name, label }) => `${label} ${formatCount(point.values[name] ?? 0)}`).join(", ")}`;
}

/** A few times at equal distances, the first and the last among them. */
function timesOf(all: readonly string[]): { index: number; words: string }[] {
  const count = Math.min(timesBelow, all.length);
  return Array.from({ length: count }, (_, n) => {
    const index = Math.round((n * (all.length - 1)) / Math.max(1, count - 1));
    return { index, words: all[index] ?? "" };
  });
}
