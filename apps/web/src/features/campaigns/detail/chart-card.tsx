"use client";

import "@mantine/charts/styles.layer.css";
import { AreaChart } from "@mantine/charts";
import { SegmentedControl, Skeleton } from "@mantine/core";
import type { ChartRange } from "@packpost/core/campaign/schemas";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Card } from "#web/components/card.tsx";
import { ErrorNotice } from "#web/components/error-notice.tsx";
import { formatCount } from "#web/components/format-number.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./campaign-detail.module.css";

const ranges = ["hour", "day", "all"] as const satisfies readonly ChartRange[];
const series = [
  { name: "delivered", label: "Delivered", color: "var(--bar-delivered)" },
  { name: "opened", label: "Opened by people", color: "var(--bar-opened)" },
  { name: "clicked", label: "Clicked", color: "var(--bar-clicked)" },
];

/** How many had it delivered, opened, clicked as time went by (C10). Loaded lazily: charts are heavy. */
export function ChartCard({ campaignId, live }: { campaignId: string; live: boolean }) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const [range, setRange] = useQueryState("range", parseAsStringLiteral(ranges).withDefault("hour"));
  const chart = useQuery(
    trpc.campaign.chart.queryOptions(
      { campaignId, range },
      { placeholderData: keepPreviousData, refetchInterval: live ? 15_000 : false },
    ),
  );
  const label = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    ...(range === "all" ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" }),
  });
  const points = chart.data?.map(({ at, ...counts }) => ({ ...counts, at: label.format(at) }));
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
          data={[
            { value: "hour", label: "First hour" },
            { value: "day", label: "First day" },
            { value: "all", label: "45 days" },
          ]}
        />
      }
    >
      {chart.isError && points === undefined ? (
        <ErrorNotice error={chart.error} onRetry={() => void chart.refetch()} />
      ) : points === undefined ? (
        <Skeleton height={222} />
      ) : points.length < 2 ? (
        <p className={classes.quiet}>The first minutes are still being counted.</p>
      ) : (
        <>
          <AreaChart
            className={classes.chart ?? ""}
            data={points}
            dataKey="at"
            series={series}
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
          />
          <ul className={classes.legend} aria-hidden="true">
            {series.map(({ name, label: words, color }) => (
              <li key={name}>
                <span style={{ background: color }} /> {words}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
