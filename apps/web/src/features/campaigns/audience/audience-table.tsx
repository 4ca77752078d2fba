"use client";

import type { AudienceCount } from "@packpost/core/audience/review/count-audience";
import type { AudienceFilter } from "@packpost/core/audience/schemas";
import { IconUserSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { audienceColumns } from "./audience-columns.tsx";
import { audienceInputOf } from "./audience-filter.ts";
import type { MissingCount } from "./audience-filters.tsx";

interface AudienceTableProps {
  campaignId: string;
  passId: string;
  count: AudienceCount | undefined;
  missing: readonly MissingCount[];
}

/** The people behind the chosen chip and the search, a page at a time. */
export function AudienceTable({ campaignId, passId, count, missing }: AudienceTableProps) {
  const trpc = useTRPC();
  const [chosen] = useQueryState("show", parseAsString);
  const [search] = useQueryState("find", parseAsString.withDefault(""));
  const input = audienceInputOf({ campaignId, passId }, chosen, search);
  const { filter } = input;
  const list = useInfiniteQuery(
    trpc.audience.list.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const { pages, table } = usePages(list);
  const rows = pages?.flatMap((page) => page.people);
  return (
    <DataTable
      label="Recipients"
      fixed
      columns={audienceColumns}
      rows={rows}
      rowId={(row) => row.customerId}
      total={search === "" ? totalOf(filter, count, missing) : undefined}
      {...table}
      empty={
        search !== "" || filter.kind !== "all" ? (
          <EmptyState icon={IconUserSearch} title="Nobody matches" headingLevel="h3">
            Nobody in this list has these words in their name, email or pets' names.
          </EmptyState>
        ) : (
          <EmptyState icon={IconUsers} title="Nobody has this pass yet" headingLevel="h3">
            As soon as customers apply for the pass, or their pets are registered for it, they are listed
            here.
          </EmptyState>
        )
      }
    />
  );
}

function totalOf(
  filter: AudienceFilter,
  count: AudienceCount | undefined,
  missing: readonly MissingCount[],
): number | undefined {
  if (count === undefined) return undefined;
  switch (filter.kind) {
    case "all":
      return count.willReceive + count.willNot;
    case "will":
      return count.willReceive;
    case "added":
      return count.added;
    case "will_not":
      return count.willNot;
    case "reason":
      return count.reasons.find(({ code }) => code === filter.reason)?.people;
    case "missing":
      return missing.find(({ field }) => field === filter.field)?.people;
  }
}
