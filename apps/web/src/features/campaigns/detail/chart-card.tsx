"use client";

import "@mantine/charts/styles.layer.css";
import { AreaChart } from "@mantine/charts";
import { SegmentedControl, Skeleton } from "@mantine/core";
import type { ChartPoint } from "@packpost/core/campaign/get-chart";
import type { Progress } from "@packpost/core/campaign/get-progress";
import { type ChartRange, chartRanges } from "@packpost/core/campaign/words";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { Card } from "#web/components/card.tsx";
import { ErrorNotice } from "#web/components/error-notice.tsx";
import { formatCount } from "#web/components/format-number.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./campaign-detail.module.css";
import { ChartBody } from "./chart-body.tsx";
import { ChartPointLine, chartSeries } from "./chart-point-line.tsx";
import { rangesAt, rangeWords } from "./chart-ranges.ts";

/** How many had it delivered, opened, clicked as time went by (C10). Loaded lazily: charts are heavy. */
export function ChartCard({ campaignId, progress }: { campaignId: string; progress: Progress }) {
  const trpc = useTRPC();
  const [now] = useState(() => Date.now());
  const { offered, usual } = rangesAt(now - (progress.sendingBeganAt?.getTime() ?? now));
  const [chosen, setRange] = useQueryState("range", parseAsStringLiteral(chartRanges));
  const range = chosen ?? usual;
  const chart = useQuery(
    trpc.campaign.chart.queryOptions(
      { campaignId, range },
      { placeholderData: keepPreviousData, refetchInterval: progress.buckets.sent > 0 ? 15_000 : false },
    ),
  );
  const ranges = offered.includes(range) ? offered : [...offered, range];
  return (
    <Card
      title="Over time"
      tools={
        <SegmentedControl<ChartRange>
          size="xs"
          classNames={{ label: classes.segment ?? "" }}
          aria-label="Time span"
          value={range}
          onChange={(next) => void setRange(next)}
          data={ranges.map((value) => ({ value, label: rangeWords[value] }))}
        />
      }
    >
      <ChartBody>
        {chart.isError && chart.data === undefined ? (
          <ErrorNotice error={chart.error} onRetry={() => void chart.refetch()} />
        ) : chart.data === undefined ? (
          <Skeleton height="100%" />
        ) : chart.data.length < 2 ? (
          <p className={classes.quiet}>The first minutes are still being counted.</p>
        ) : (
          // Another range is another chart: a chosen point of the old one says nothing there.
          <Chart key={range} points={chart.data} range={range} />
        )}
      </ChartBody>
    </Card>
  );
}

function Chart({ points, range }: { points: readonly ChartPoint[]; range: ChartRange }) {
  const zone = useOrganisationZone();
  const [picked, pick] = useState<number | null>(null);
  const label = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    ...(range === "hour" || range === "day"
      ? { hour: "2-digit", minute: "2-digit" }
      : { day: "numeric", month: "short", ...(range === "week" && { hour: "2-digit", minute: "2-digit" }) }),
  });
  return (
    <>
      <AreaChart
        className={classes.chart ?? ""}
        data={points.map(({ at, ...counts }) => ({ ...counts, at: label.format(at) }))}
        dataKey="at"
        series={[...chartSeries]}
        curveType="monotone"
        withDots={false}
        withGradient={false}
        fillOpacity={0.16}
        strokeWidth={2}
        gridAxis="x"
        tickLine="none"
        xAxisProps={{ minTickGap: 48 }}
        yAxisProps={{ width: 40, allowDecimals: false }}
        valueFormatter={formatCount}
        areaProps={{ isAnimationActive: false }}
        areaChartProps={{
          onClick: ({ activeTooltipIndex }) => {
            const index = Number(activeTooltipIndex);
            if (Number.isInteger(index) && index in points) pick(index);
          },
        }}
      />
      <ChartPointLine points={points} picked={picked} onPick={pick} />
    </>
  );
}
