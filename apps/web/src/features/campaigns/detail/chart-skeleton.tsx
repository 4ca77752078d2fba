import { Skeleton } from "@mantine/core";
import { Card } from "#web/components/card.tsx";

/** The chart's place while its code comes. */
export function ChartSkeleton() {
  return (
    <Card title="Over time">
      <Skeleton height={222} />
    </Card>
  );
}

/** When the chart's code could not be fetched: the numbers around it stand all the same. */
export function ChartUnavailable() {
  return <Card title="Over time">The chart could not be loaded. Reload the page to see it.</Card>;
}
