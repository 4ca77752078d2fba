"use client";

import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconUserSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Card } from "#web/components/card.tsx";
import { DataTable } from "#web/components/data-table.tsx";
import { EmptyState } from "#web/components/empty-state.tsx";
import { ErrorNotice } from "#web/components/error-notice.tsx";
import { ExportButton } from "#web/components/export-button.tsx";
import { FilterChips } from "#web/components/filter-chips.tsx";
import { pagesOf } from "#web/components/pages-of.ts";
import { parseAsString, useQueryState } from "#web/components/query-state.ts";
import { SearchInput } from "#web/components/search-input.tsx";
import classes from "#web/features/campaigns/detail/campaign-detail.module.css";
import { useKeptUp } from "#web/features/campaigns/detail/use-kept-up.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { BlockedAdvice } from "./blocked-advice.tsx";
import { chipsOf, countOfFilter } from "./recipient-chips.ts";
import { recipientColumns } from "./recipient-columns.tsx";
import { recipientsInputOf } from "./recipients-input.ts";
import { useOpenRecipient } from "./use-open-recipient.ts";

interface RecipientsCardProps {
  campaign: CampaignDetail;
  progress: Progress;
  canExport: boolean;
}

/** Everybody of the audience and what became of their mail; by name, so rows change in place and never jump. */
export function RecipientsCard({ campaign, progress, canExport }: RecipientsCardProps) {
  const trpc = useTRPC();
  const [chosen] = useQueryState("status", parseAsString);
  const [, open] = useOpenRecipient();
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const input = recipientsInputOf(campaign.id, chosen, search);
  const { filter } = input;
  const list = useInfiniteQuery(
    trpc.campaign.recipients.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  useKeptUp(JSON.stringify(progress.counts), list.refetch, list.isFetchingNextPage);
  const rows = list.data?.pages.flatMap((page) => page.recipients);
  const blocked = filter === "bounced" || filter === "failed" || filter === "spam_complaint";
  return (
    <Card
      title="Recipients"
      padding="flush"
      tools={
        <>
          <div className={classes.search}>
            <SearchInput placeholder="Name, email, pet" />
          </div>
          {canExport && (
            <ExportButton
              path={`/api/export/campaigns/${campaign.id}/recipients`}
              filters={{ status: filter === "all" ? null : filter, q: search }}
              label="Export the recipients"
            />
          )}
        </>
      }
    >
      <div className={classes.filters}>
        <FilterChips
          param="status"
          label="Status"
          all={{ label: "All", count: progress.audience }}
          chips={chipsOf(progress, filter)}
        />
      </div>
      {blocked && <BlockedAdvice sender={campaign.sender.email} />}
      {list.isError && rows === undefined ? (
        <div className={classes.notice}>
          <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : (
        <DataTable
          label="Recipients"
          columns={recipientColumns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => void open(row.id)}
          total={search === "" ? countOfFilter(progress, filter) : undefined}
          {...pagesOf(list)}
          empty={
            <EmptyState icon={IconUserSearch} title="Nobody matches" headingLevel="h3">
              Nobody of this campaign has this status and these words in their name, email or pets' names.
            </EmptyState>
          }
        />
      )}
    </Card>
  );
}
