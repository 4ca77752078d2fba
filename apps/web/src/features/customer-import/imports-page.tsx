"use client";

import { IconFileImport } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { DropFile } from "./drop-file.tsx";
import { importColumns } from "./import-columns.tsx";

/** Where a file is dropped, and what was imported by whom, with which counts (P9). */
export function ImportsPage() {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.customerImport.list.infiniteQueryOptions(
      {},
      {
        getNextPageParam: (page) => page.nextCursor,
        refetchInterval: ({ state }) =>
          state.data?.pages.some((page) => page.imports.some((one) => atWork.has(one.state))) ? 3_000 : false,
      },
    ),
  );
  const { pages, table } = usePages(list);
  return (
    <>
      <PageHeader title="Imports" breadcrumb={{ label: "Customers", href: "/customers" }} />
      <PageBody>
        <Card title="Import a file">
          <DropFile />
        </Card>
        <Card title="Earlier files" padding="flush">
          <DataTable
            label="Imports"
            columns={importColumns}
            rows={pages?.flatMap((page) => page.imports)}
            rowId={(row) => row.id}
            rowHref={(row) => `/customers/imports/${row.id}`}
            {...table}
            empty={
              <EmptyState icon={IconFileImport} title="No imports yet">
                Each file that is dropped here stays in this list, with who imported it and what it changed.
                For a day after it was imported it can be undone.
              </EmptyState>
            }
          />
        </Card>
      </PageBody>
    </>
  );
}

const atWork = new Set(["looking", "running", "undoing"]);
