"use client";

import { SegmentedControl, Skeleton } from "@mantine/core";
import type { ChartRange } from "@packpost/core/campaign/schemas";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Card } from "#web/components/card.tsx";
import { ErrorNotice } from "#web/components/error-notice.tsx";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { parseAsStringLiteral, useQueryState } from "#web/components/query-state.ts";
import { TimeChart } from "#web/components/time-chart.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./campaign-detail.module.css";

const ranges = ["hour", "day", "all"] as const satisfies readonly ChartRange[];
const series = [
  { name: "delivered", label: "Delivered", color: "var(--bar-delivered)" },
  { name: "opened", label: "Opened by people", color: "var(--bar-opened)" },
  { name: "clicked", label: "Clicked", color: "var(--bar-clicked)" },
];

/** How many had it delivered, opened, clicked as time went by (C10). */
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
  const points = chart.data?.map(({ at, ...values }) => ({ at: label.format(at), values }));
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
          <TimeChart label="How many had it, over time" points={points} series={series} />
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
