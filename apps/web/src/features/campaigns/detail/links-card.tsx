"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Card } from "#web/components/card.tsx";
import { ErrorNotice } from "#web/components/error-notice.tsx";
import { formatCount } from "#web/components/format-number.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./campaign-detail.module.css";
import { useKeptUp } from "./use-kept-up.ts";

const shownLinks = 8;

/** Links and how many people followed each (C10). */
export function LinksCard({ campaignId, clicked }: { campaignId: string; clicked: number }) {
  const trpc = useTRPC();
  const links = useQuery(trpc.campaign.links.queryOptions({ campaignId }));
  useKeptUp(String(clicked), links.refetch);
  const most = Math.max(1, ...(links.data?.map(({ people }) => people) ?? []));
  return (
    <Card title="Links">
      {links.isError && links.data === undefined ? (
        <ErrorNotice error={links.error} onRetry={() => void links.refetch()} />
      ) : links.data === undefined ? (
        <Skeleton height={120} />
      ) : links.data.length === 0 ? (
        <p className={classes.quiet}>Nobody has followed a link yet.</p>
      ) : (
        <ul className={classes.links}>
          {links.data.slice(0, shownLinks).map(({ url, people, clicks, machineClicks }) => (
            <li
              key={url}
              className={classes.link}
              title={`${url}\n${formatCount(people)} people, ${formatCount(clicks)} clicks, ${formatCount(machineClicks)} more by machines`}
            >
              <a href={url} data-touch target="_blank" rel="noopener noreferrer nofollow">
                {url.replace(/^https?:\/\/(www\.)?/, "")}
              </a>
              <b>{formatCount(people)}</b>
              <span className={classes.track} aria-hidden="true">
                <span style={{ width: `${(100 * people) / most}%` }} />
              </span>
            </li>
          ))}
          {links.data.length > shownLinks && (
            <li className={classes.quiet}>and {formatCount(links.data.length - shownLinks)} more</li>
          )}
        </ul>
      )}
    </Card>
  );
}
