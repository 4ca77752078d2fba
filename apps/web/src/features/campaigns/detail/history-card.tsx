"use client";

import { useQuery } from "@tanstack/react-query";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatHistory, isOutdatedPreview } from "./format-history.ts";
import classes from "./history-card.module.css";
import { useKeptUp } from "./use-kept-up.ts";

/**
 * Who did what to this campaign, and when (O3), newest first.
 * @param moved changes whenever the campaign's state does, so that the list is read anew
 */
export function HistoryCard({ campaignId, moved }: { campaignId: string; moved: string }) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const history = useQuery(trpc.campaign.history.queryOptions({ campaignId }));
  useKeptUp(moved, history.refetch);
  return (
    <Card title="History">
      {history.error !== null && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.data?.length === 0 && (
        <p className={classes.none}>Nothing is written down about it: it is older than the records.</p>
      )}
      <ol className={classes.list}>
        {history.data?.map((entry, index) => {
          const { did, detail } = formatHistory(entry, zone);
          return (
            <li key={entry.id} className={classes.entry}>
              <span className={classes.at}>
                <Time at={entry.at} />
              </span>
              <span>
                <b>{entry.byName ?? "Packpost"}</b> {did}
                {detail !== null && <span className={classes.detail}> {detail}</span>}
                {isOutdatedPreview(entry, history.data.slice(0, index)) && (
                  <span className={classes.detail}> · it was changed after this preview</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
