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
