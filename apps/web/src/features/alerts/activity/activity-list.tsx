"use client";

import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useMore } from "#web/components/table/use-more.ts";
import classes from "./activity.module.css";
import { AlertRow } from "./alert-row.tsx";
import { useAlerts } from "./use-alerts.ts";

/** What has gone out, goes out, or will in seconds: newest first (A5). */
export function ActivityList() {
  const list = useAlerts();
  const { alerts, error, refetch } = list;
  const more = useMore(list);
  return (
    <section className={classes.activity} aria-labelledby="alerts-activity">
      <h3 id="alerts-activity">Activity</h3>
      {alerts === undefined ? (
        error !== null ? (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <div aria-busy="true">
            <Skeleton height={62} mb={10} radius="md" />
            <Skeleton height={62} radius="md" />
          </div>
        )
      ) : alerts.length === 0 ? (
        <p className={classes.empty}>
          Nothing was sent yet. A closed gate, a late start, a storm: whoever has an appointment hears of it
          here, and what became of each text stands below.
        </p>
      ) : (
        <ul>
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      {more !== null && more.error !== null && <ErrorNotice error={more.error} onRetry={more.load} />}
      {more !== null && (
        <Button variant="default" size="sm" fullWidth loading={more.loading} onClick={more.load}>
          Earlier alerts
        </Button>
      )}
    </section>
  );
}
