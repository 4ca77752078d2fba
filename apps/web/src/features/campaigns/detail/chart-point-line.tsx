"use client";

import type { ChartPoint } from "@packpost/core/campaign/progress/get-chart";
import { FigureButton } from "#web/components/chart/figure-button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useRecipientChoice } from "#web/features/campaigns/recipients/use-recipient-choice.ts";
import classes from "./chart-point-line.module.css";

export const chartSeries = [
  { name: "delivered", label: "Delivered", color: "var(--bar-delivered)" },
  { name: "opened", label: "Opened", color: "var(--bar-opened)" },
  { name: "clicked", label: "Clicked", color: "var(--bar-clicked)" },
] as const;

interface ChartPointLineProps {
  points: readonly ChartPoint[];
  /** Index of the chosen point; null = the newest. */
  picked: number | null;
}

/** One point of the chart in words: chosen by a press in the chart or Enter there; its figures show their people. */
export function ChartPointLine({ points, picked }: ChartPointLineProps) {
  const zone = useOrganisationZone();
  const { isShown, show } = useRecipientChoice();
  const last = points.length - 1;
  const index = Math.min(picked ?? last, last);
  const point = points[index];
  if (point === undefined) return null;
  const until = point.at.toISOString();
  const when = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(point.at);
  return (
    <p className={classes.line} aria-live="polite">
      <span>By {when}:</span>
      {chartSeries.map(({ name, label, color }) => (
        <FigureButton key={name} pressed={isShown(name, { until })} onPress={() => show(name, { until })}>
          <span className={classes.swatch} style={{ background: color }} aria-hidden="true" />
          {label} {formatCount(point[name])}
        </FigureButton>
      ))}
    </p>
  );
}
