"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconUserSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Card } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { SearchInput } from "#web/components/table/search-input.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { useSortInUrl } from "#web/components/table/use-sort-in-url.ts";
import { useKeptUp } from "#web/features/campaigns/detail/use-kept-up.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { BlockedAdvice } from "./blocked-advice.tsx";
import { recipientColumns } from "./recipient-columns.tsx";
import { RecipientFilters } from "./recipient-filters.tsx";
import classes from "./recipients-card.module.css";
import { recipientsInputOf } from "./recipients-input.ts";
import { useOpenRecipient } from "./use-open-recipient.ts";
import { useRecipientChoice } from "./use-recipient-choice.ts";
import { useShownCount } from "./use-shown-count.ts";

interface RecipientsCardProps {
  campaign: CampaignDetail;
  progress: Progress;
  canExport: boolean;
}

/** Everybody of the audience and what became of their mail; by name at first, so rows change in place and never jump. */
export function RecipientsCard({ campaign, progress, canExport }: RecipientsCardProps) {
  const trpc = useTRPC();
  const choice = useRecipientChoice();
  const [, open] = useOpenRecipient();
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const [sort, setSort] = useSortInUrl({ column: "name", direction: "asc" });
  const { status, reason, link, until } = choice;
  const url = { status, reason, link, until, q: search, sort: `${sort.column}.${sort.direction}` };
  const input = recipientsInputOf(campaign.id, url);
  const list = useInfiniteQuery(
    trpc.campaign.recipients.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  useKeptUp(JSON.stringify(progress.counts), list.refetch, list.isFetchingNextPage);
  const count = useShownCount(input, progress);
  const { pages, table } = usePages(list);
  const rows = pages?.flatMap((page) => page.recipients);
  const blocked = /bounced|failed|spam_complaint|complained/.test(input.filter);
  return (
    <div id="recipients" className={classes.recipients}>
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
                filters={{ status, reason, link, until, q: search }}
                label="Export the recipients"
              />
            )}
          </>
        }
      >
        <RecipientFilters campaignId={campaign.id} progress={progress} />
        {blocked && <BlockedAdvice sender={campaign.sender.email} complaint={/compla/.test(input.filter)} />}
        <DataTable
          label="Recipients"
          fixed
          columns={recipientColumns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => void open(row.id)}
          sort={{ column: input.sort, direction: input.order }}
          onSort={(next) => void setSort(next)}
          total={search === "" ? count : undefined}
          {...table}
          empty={
            <EmptyState icon={IconUserSearch} title="Nobody matches" headingLevel="h3">
              Nobody of this campaign is in this part
              {search === "" ? "." : " and has these words in their name, email or pets' names."}
            </EmptyState>
          }
        />
      </Card>
    </div>
  );
}
