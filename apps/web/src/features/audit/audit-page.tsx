"use client";

import { auditSubjects } from "@packpost/core/audit-deeds";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { parseAsString, useChangeQuery, useQueryState } from "#web/components/table/query-state.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./audit.module.css";
import { auditColumns } from "./audit-columns.tsx";
import { AuditEntryPanel } from "./audit-entry-panel.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { auditInputOf } from "./audit-input.ts";

const nothing = { by: null, what: null, id: null, from: null, to: null };

/** Who did what to what, and when (O3): newest first. */
export function AuditPage() {
  const trpc = useTRPC();
  const url = useAuditUrl();
  const change = useChangeQuery();
  const [, setOpen] = useQueryState("entry", parseAsString);
  const { pageSize, ...filter } = auditInputOf(url);
  const list = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...filter, pageSize },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const { pages, table } = usePages(list);
  const narrowed = Object.values(filter).some((value) => value !== null);
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Settings", href: "/settings" }}
        title="Audit"
        facts="Who did what, and when. Nothing here can be changed or deleted, by nobody."
        actions={<ExportButton path="/api/export/audit" filters={url} label="Export the audit" />}
      />
      <PageBody>
        <Card padding="flush">
          <AuditFilters />
          {filter.subject !== null && filter.subjectId !== null && (
            <p className={classes.only}>
              Only what was done to {auditSubjects[filter.subject].the} that you came from.
              <Button variant="default" size="compact-sm" onClick={() => change({ what: null, id: null })}>
                Show everything
              </Button>
            </p>
          )}
          <DataTable
            label="Audit"
            columns={auditColumns}
            rows={pages?.flatMap((page) => page.entries)}
            rowId={(row) => row.id}
            onOpen={(row) => setOpen(row.id, { history: "push" })}
            fixed
            {...table}
            empty={
              <EmptyState
                icon={IconHistory}
                title={narrowed ? "Nothing was done" : "Nothing is written down yet"}
                headingLevel="h2"
                {...(narrowed && {
                  action: <Button onClick={() => change(nothing)}>Clear the filters</Button>,
                })}
              >
                {narrowed
                  ? "Nobody did anything of that kind in these days."
                  : "Whatever anybody sends, edits, exports or changes stands here from then on."}
              </EmptyState>
            }
          />
        </Card>
      </PageBody>
      <AuditEntryPanel />
    </>
  );
}

function useAuditUrl() {
  const [by] = useQueryState("by", parseAsString);
  const [what] = useQueryState("what", parseAsString);
  const [id] = useQueryState("id", parseAsString);
  const [from] = useQueryState("from", parseAsString);
  const [to] = useQueryState("to", parseAsString);
  return { by, what, id, from, to };
}
