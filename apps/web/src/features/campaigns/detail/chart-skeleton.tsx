import { Skeleton } from "@mantine/core";
import { Card } from "#web/components/card.tsx";
import { ChartBody } from "./chart-body.tsx";

/** The chart's place while its code comes; as high as its title with the choice of ranges. */
export function ChartSkeleton() {
  return (
    <Card title="Over time" tools={<Skeleton width={180} height={30} />}>
      <ChartBody>
        <Skeleton height="100%" />
      </ChartBody>
    </Card>
  );
}

/** When the chart's code could not be fetched: the numbers around it stand all the same. */
export function ChartUnavailable() {
  return <Card title="Over time">The chart could not be loaded. Reload the page to see it.</Card>;
}
