"use client";

import { SegmentedControl } from "@mantine/core";
import { type ChartRange, chartRanges } from "@packpost/core/campaign/enums";
import type { ChartPoint } from "@packpost/core/campaign/progress/get-chart";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TimeChart } from "#web/components/chart/time-chart.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { parseAsStringLiteral, useQueryState } from "#web/components/table/query-state.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./campaign-detail.module.css";
import { ChartPointLine, chartSeries } from "./chart-point-line.tsx";
import { rangesAt, rangeWords } from "./chart-ranges.ts";

/** How many had it delivered, opened, clicked as time went by (C10), over as much time as the campaign is old. */
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
          onChange={(next) => setRange(next)}
          data={ranges.map((value) => ({ value, label: rangeWords[value] }))}
        />
      }
    >
      <div className={classes.chartBody}>
        {chart.isError && chart.data === undefined ? (
          <ErrorNotice error={chart.error} onRetry={() => void chart.refetch()} />
        ) : chart.data === undefined ? (
          <Skeleton height="100%" />
        ) : chart.data.length < 2 ? (
          <p className={classes.quiet}>The first minutes are still being counted.</p>
        ) : chart.data.every(({ delivered, opened, clicked }) => delivered + opened + clicked === 0) ? (
          <p className={classes.quiet}>Nothing has been delivered in this time.</p>
        ) : (
          // Another range is another chart: a chosen point of the old one says nothing there.
          <Chart key={range} points={chart.data} range={range} />
        )}
      </div>
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
      : { day: "numeric", month: "short" }),
  });
  return (
    <>
      <TimeChart
        label="How many had it, over time"
        points={points.map(({ at, ...values }) => ({ at: label.format(at), values }))}
        series={chartSeries}
        onPick={pick}
      />
      <ChartPointLine points={points} picked={picked} />
    </>
  );
}
