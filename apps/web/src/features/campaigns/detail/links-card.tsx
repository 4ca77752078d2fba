"use client";

import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatLink } from "#web/components/form/format-link.ts";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useRecipientChoice } from "#web/features/campaigns/recipients/use-recipient-choice.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./campaign-detail.module.css";
import links from "./links-card.module.css";
import { useKeptUp } from "./use-kept-up.ts";

const shownAtFirst = 8;

/** Links and how many people followed each (C10); pressed, a link shows who. */
export function LinksCard({ campaignId, clicked }: { campaignId: string; clicked: number }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.campaign.links.queryOptions({ campaignId }));
  const { isShown, show } = useRecipientChoice();
  const [all, setAll] = useState(false);
  useKeptUp(String(clicked), list.refetch);
  const most = Math.max(1, ...(list.data?.map(({ people }) => people) ?? []));
  const rows = all ? list.data : list.data?.slice(0, shownAtFirst);
  const more = (list.data?.length ?? 0) - (rows?.length ?? 0);
  return (
    <Card title="Links">
      {list.isError && list.data === undefined ? (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      ) : rows === undefined ? (
        <Skeleton height={120} />
      ) : rows.length === 0 ? (
        <p className={classes.quiet}>Nobody has followed a link yet.</p>
      ) : (
        <ul className={links.list}>
          {rows.map(({ url, people, clicks, botClicks }) => (
            <li key={url} className={links.link} data-pressed={isShown("all", { link: url })}>
              <button
                type="button"
                className={links.who}
                aria-pressed={isShown("all", { link: url })}
                title={`${url}\n${formatPeople(people)}, ${formatCount(clicks)} clicks, ${formatCount(botClicks)} more by machines`}
                onClick={() => show("all", { link: url })}
              >
                <span className={links.address}>{formatLink(url)}</span>
                <b>{formatCount(people)}</b>
                <span className={links.track} aria-hidden="true">
                  <span style={{ width: `${(100 * people) / most}%` }} />
                </span>
              </button>
              {/* What the provider reports is anything; no mail of ours leads elsewhere. */}
              {/^(?:https?|mailto|tel):/i.test(url) && (
                <a
                  href={url}
                  className={links.open}
                  target="_blank"
                  rel="noopener noreferrer nofollow"
                  aria-label={`Open ${formatLink(url)} in a new tab`}
                  title="Open in a new tab"
                >
                  <IconExternalLink size={16} stroke={1.7} aria-hidden />
                </a>
              )}
            </li>
          ))}
          {more > 0 && (
            <li>
              <button type="button" className={links.more} onClick={() => setAll(true)}>
                Show {formatCount(more)} more
              </button>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
