"use client";

import { suppressionReasons } from "@packpost/core/suppression/enums";
import { IconShieldCheck } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useOnceOpened } from "#web/components/overlay/use-once-opened.ts";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { SearchInput } from "#web/components/table/search-input.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { useSelection } from "#web/components/table/use-selection.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { AddSuppression } from "./add-suppression.tsx";
import { suppressionLabels } from "./format-suppression.ts";
import { suppressionColumns } from "./suppression-columns.tsx";
import classes from "./suppressions.module.css";
import { suppressionsInputOf } from "./suppressions-input.ts";
import { SyncReport } from "./sync-report.tsx";

/** Needed only once something is ticked. */
const LiftSelected = dynamic(
  () => loadLater(() => import("./lift-selected.tsx")).then((module) => module.LiftSelected),
  {
    ssr: false,
  },
);

/** Who gets no campaign whatever their pass, why, and what can be done about it (C14). */
export function SuppressionsPage() {
  const trpc = useTRPC();
  const [reason] = useQueryState("reason", parseAsString);
  const [search] = useQueryState("q", parseAsString);
  const input = suppressionsInputOf(reason, search);
  const list = useInfiniteQuery(
    trpc.suppression.list.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const { pages, table } = usePages(list);
  const rows = pages?.flatMap((page) => page.suppressions);
  const first = list.data?.pages[0];
  const selection = useSelection(
    `${input.reason} ${input.search}`,
    (rows ?? []).map(({ id }) => id),
  );
  const selects = useOnceOpened(selection.all || selection.ids.size > 0);
  const narrowed = input.reason !== null || input.search !== "";
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Settings", href: "/settings" }}
        title="Blocked addresses"
        facts="Addresses and domains that no campaign is written to, here and at the mail provider"
      />
      <PageBody>
        <Card>
          <div className={classes.top}>
            <AddSuppression />
            <SyncReport />
          </div>
        </Card>
        <Card padding="flush">
          <div className={classes.filters}>
            <FilterChips
              param="reason"
              label="Why"
              all={{ label: "All" }}
              chips={suppressionReasons.map((value) => ({
                value,
                label: suppressionLabels[value].word,
              }))}
            />
            <SearchInput placeholder="Address or domain" />
          </div>
          {selects && (
            <LiftSelected
              selection={selection}
              input={input}
              matching={first?.matching ?? 0}
              complaints={
                selection.all
                  ? (first?.complaints ?? 0)
                  : (rows ?? []).filter(({ id, reason }) => reason === "complaint" && selection.ids.has(id))
                      .length
              }
            />
          )}
          <DataTable
            label="Blocked addresses"
            columns={suppressionColumns}
            rows={rows}
            rowId={(row) => row.id}
            selection={{ ...selection, nameOf: ({ value }) => value }}
            {...table}
            empty={
              <EmptyState
                icon={IconShieldCheck}
                title={narrowed ? "Nothing matches" : "Nobody is blocked"}
                headingLevel="h2"
              >
                {narrowed
                  ? "No blocked address or domain has this reason and these letters in it."
                  : "Addresses whose mail comes back for good, and people who mark a mail as spam, come onto this list by themselves."}
              </EmptyState>
            }
          />
        </Card>
      </PageBody>
    </>
  );
}
