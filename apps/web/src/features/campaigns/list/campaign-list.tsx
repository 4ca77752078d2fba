"use client";

import { campaignStatuses } from "@packpost/core/campaign/enums";
import type { CampaignLine, CampaignPage } from "@packpost/core/campaign/progress/list-campaigns";
import { IconFilterOff, IconMail } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { useOnceOpened } from "#web/components/overlay/use-once-opened.ts";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { campaignStates } from "#web/components/status/state-vocabulary.ts";
import { DataTable } from "#web/components/table/data-table.tsx";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import { NewsPill } from "#web/components/table/news-pill.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { SearchInput } from "#web/components/table/search-input.tsx";
import { useHeldOrder } from "#web/components/table/use-held-order.ts";
import { useHold } from "#web/components/table/use-hold.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { useSelection } from "#web/components/table/use-selection.ts";
import { useSortInUrl } from "#web/components/table/use-sort-in-url.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import { FirstSteps } from "../first-steps/first-steps.tsx";
import { campaignColumns } from "./campaign-columns.tsx";
import classes from "./campaign-list.module.css";
import { ARCHIVED, AWAITING, listInputOf } from "./list-input.ts";
import { NewCampaignButton } from "./new-campaign-button.tsx";
import { useCampaigns } from "./use-campaigns.ts";

/** Needed only once something is ticked. */
const ArchiveSelected = dynamic(
  () => loadLater(() => import("./archive-selected.tsx")).then((module) => module.ArchiveSelected),
  {
    ssr: false,
  },
);

interface CampaignListProps {
  /** Whoever looks may take the first steps of a new organisation. */
  withFirstSteps: boolean;
}

/** All campaigns with their outcomes (C1). Search, status and order live in the URL. */
export function CampaignList({ withFirstSteps }: CampaignListProps) {
  const [search] = useQueryState("q", parseAsString);
  const [status] = useQueryState("status", parseAsString);
  const [sort, setSort] = useSortInUrl({ column: "date", direction: "desc" });
  const input = listInputOf({ q: search, status, sort: `${sort.column}.${sort.direction}` });
  const list = useCampaigns(input);
  const { pages, table } = usePages(list);
  const counts = pages?.[0]?.statusCounts ?? {};
  const archived = pages?.[0]?.archivedCount ?? 0;
  const awaiting = pages?.[0]?.awaitingCount ?? 0;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const question = useAnswered(JSON.stringify(input), !list.isPlaceholderData);
  const hold = useHold();
  const lines = useMemo(() => rowsOf(pages ?? []), [pages]);
  const { rows: held, waiting, release } = useHeldOrder(lines, hold.held, null, question);
  const rows = pages && held;
  const selection = useSelection(
    `${search} ${status}`,
    (rows ?? []).map(({ id }) => id),
  );
  const selects = useOnceOpened(selection.all || selection.ids.size > 0);

  if (list.isSuccess && all + archived === 0)
    return (
      <>
        <PageHeader title="Campaigns" />
        <PageBody>
          {withFirstSteps ? <FirstSteps otherwise={<FirstCampaign />} /> : <FirstCampaign />}
        </PageBody>
      </>
    );
  return (
    <>
      <PageHeader title="Campaigns" actions={<NewCampaignButton />} />
      <PageBody>
        {withFirstSteps && <FirstSteps />}
        <Card padding="flush">
          <div className={classes.filters}>
            <FilterChips
              param="status"
              label="Status"
              all={{ label: "All", ...(pages !== undefined && { count: all }) }}
              chips={[
                ...campaignStatuses
                  .filter((value) => counts[value] !== undefined || value === status)
                  .map((value) => ({ value, label: campaignStates[value].word, count: counts[value] ?? 0 })),
                ...(awaiting > 0 || status === AWAITING
                  ? [{ value: AWAITING, label: "Waiting for approval", count: awaiting }]
                  : []),
                ...(archived > 0 || status === ARCHIVED
                  ? [{ value: ARCHIVED, label: "Archived", count: archived }]
                  : []),
              ]}
            />
            <SearchInput placeholder="Name or subject" />
          </div>
          {selects && (
            <ArchiveSelected
              selection={selection}
              input={input}
              matching={list.data?.pages[0]?.matching ?? 0}
            />
          )}
          <div className={classes.table} {...hold.props}>
            <NewsPill waiting={waiting} onShow={release} />
            <DataTable
              label="Campaigns"
              columns={campaignColumns}
              rows={rows}
              rowId={(row) => row.id}
              rowHref={(row) => `/campaigns/${row.id}`}
              sort={sort}
              onSort={(next) => void setSort(next)}
              selection={{ ...selection, nameOf: ({ name }) => name }}
              {...table}
              empty={
                <EmptyState
                  icon={IconFilterOff}
                  title="No campaign matches"
                  action={
                    <LinkButton href="/campaigns" variant="default">
                      Show all campaigns
                    </LinkButton>
                  }
                >
                  Nothing has this status and these words in its name or subject.
                </EmptyState>
              }
            />
          </div>
        </Card>
      </PageBody>
    </>
  );
}

/** Each campaign once: one that has moved between two pages stands where it came first. */
function rowsOf(pages: readonly CampaignPage[]): CampaignLine[] {
  return [...new Map(pages.flatMap(({ campaigns }) => campaigns).map((line) => [line.id, line])).values()];
}

/** The question that the rows on the screen answer. */
function useAnswered(question: string, isAnswered: boolean): string {
  const [answered, answer] = useState(question);
  if (isAnswered && answered !== question) answer(question);
  return answered;
}

/** Where nothing was written yet: what this is, and the way through it. */
function FirstCampaign() {
  return (
    <EmptyState icon={IconMail} title="Write to everybody who holds a pass" action={<NewCampaignButton />}>
      A campaign is one mail to everybody who holds a pass and may get campaigns. You have not written one
      yet.
      <ol className={classes.steps}>
        <li>
          <b>Choose the pass and write</b>
          The preview beside your text is the mail as it will arrive.
        </li>
        <li>
          <b>Look who will receive it</b>
          Everyone who will not is listed with every reason and what would fix it.
        </li>
        <li>
          <b>Send, and watch it arrive</b>
          For ten seconds you can take it back. Then each person gets one explained outcome.
        </li>
      </ol>
    </EmptyState>
  );
}
