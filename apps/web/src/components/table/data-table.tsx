"use client";

import type { ReactNode } from "react";
import { Button } from "../form/button.tsx";
import { formatCount } from "../form/format-number.ts";
import { ErrorNotice } from "../page/error-notice.tsx";
import classes from "./data-table.module.css";
import foot from "./data-table-foot.module.css";
import { DataTableRow } from "./data-table-row.tsx";
import { DataTableSkeleton } from "./data-table-skeleton.tsx";
import { DataTableSort } from "./data-table-sort.tsx";
import { SortHeader, type TableSort } from "./sort-header.tsx";
import type { TableColumn } from "./table-columns.ts";
import { TickBox } from "./tick-box.tsx";
import type { FailedPages } from "./use-pages.ts";

interface DataTableProps<Row> {
  /** Names the table for screen readers: "Campaigns". */
  label: string;
  /** Made with `tableColumns`, at module scope. The column with `phone: "title"` (else the first) carries the row's link. */
  columns: readonly TableColumn<Row>[];
  /** All pages read so far; undefined while the first is on its way. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Where a row leads; the row is the link. */
  rowHref?: (row: Row) => string;
  /** What a row opens beside the table; the row is then a button with the id `open-<row id>`, to give the focus back to. */
  onOpen?: (row: Row) => void;
  /** `onOpen` selects the row instead of opening something: the id of the selected one, null = none. */
  selectedId?: string | null;
  sort?: TableSort | undefined;
  onSort?: (sort: TableSort) => void;
  /** The next page by keyset, while there is one. */
  more?: { load: () => void; loading: boolean } | undefined;
  /** How many rows there are in all, where that is known. */
  total?: number | undefined;
  /** Columns keep the widths of their presentation whatever stands in them. */
  fixed?: boolean;
  /** Rows of an older question are still shown while the new ones come. */
  stale?: boolean;
  /** What was asked for last and did not come: said where it was asked, and what stands stays. */
  failed?: FailedPages | undefined;
  /** Rows can be ticked, to do something with many at once. */
  selection?: {
    ids: ReadonlySet<string>;
    toggle: (id: string) => void;
    toggleShown: () => void;
    /** What a row is called, for its box. */
    nameOf: (row: Row) => string;
  };
  /** Instead of the table when there are no rows. */
  empty: ReactNode;
}

/** A list from the server: 40 px rows that are links, sorting, keyset paging, cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowId,
    rowHref,
    onOpen,
    selectedId,
    sort,
    onSort,
    more,
    total,
    stale = false,
    failed,
    fixed = false,
    selection,
    empty,
  } = props;
  const outdated = failed?.asked === "list";
  if (outdated && (rows === undefined || rows.length === 0)) return <Failed {...failed} />;
  if (rows?.length === 0) return empty;
  const titleColumn = columns.find(({ meta }) => meta?.phone === "title") ?? columns[0];
  return (
    <div>
      {outdated && <Failed {...failed} older />}
      {sort !== undefined && onSort !== undefined && (
        <DataTableSort
          sort={sort}
          onSort={onSort}
          columns={columns.flatMap(({ id, meta }) =>
            meta?.sortable === undefined ? [] : [{ id, label: meta.sortable }],
          )}
        />
      )}
      <div className={classes.scroll}>
        <table
          className={classes.table}
          aria-label={label}
          aria-busy={rows === undefined || stale}
          data-stale={stale}
          data-fixed={fixed}
        >
          <thead>
            <tr>
              {selection !== undefined && (
                <th className={classes.tick} scope="col">
                  <TickBox
                    label="Select all that are shown"
                    ticked={rows?.every((row) => selection.ids.has(rowId(row))) ?? false}
                    onToggle={selection.toggleShown}
                  />
                </th>
              )}
              {columns.map(({ id, header, meta }) => (
                <SortHeader key={id} columnId={id} presentation={meta} sort={sort} onSort={onSort}>
                  {typeof header === "string" ? header : header()}
                </SortHeader>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows === undefined ? (
              <DataTableSkeleton columns={columns.length + (selection === undefined ? 0 : 1)} />
            ) : (
              rows.map((row) => (
                <DataTableRow
                  key={rowId(row)}
                  tick={
                    selection && (
                      <TickBox
                        label={`Select ${selection.nameOf(row)}`}
                        ticked={selection.ids.has(rowId(row))}
                        onToggle={() => selection.toggle(rowId(row))}
                      />
                    )
                  }
                  href={rowHref?.(row)}
                  open={
                    onOpen && {
                      id: `open-${rowId(row)}`,
                      run: () => onOpen(row),
                      selected: selectedId === undefined ? undefined : selectedId === rowId(row),
                    }
                  }
                  cells={columns.map((column) => ({
                    id: column.id,
                    label: typeof column.header === "string" ? column.header : column.meta?.sortable,
                    presentation: column.meta,
                    isTitle: column.id === titleColumn?.id,
                    content: column.cell({ row: { original: row } }),
                    below: column.below?.(row),
                  }))}
                />
              ))
            )}
          </tbody>
        </table>
      </div>
      {failed?.asked === "more" && <Failed {...failed} />}
      {rows !== undefined && (more !== undefined || (total !== undefined && !outdated)) && (
        <div className={foot.foot}>
          <span>
            {total === undefined || outdated
              ? `${formatCount(rows.length)} shown`
              : `${formatCount(rows.length)} of ${formatCount(total)}`}
          </span>
          {more !== undefined && (
            <Button variant="default" size="xs" loading={more.loading} onClick={more.load}>
              Load more
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** @param older whether rows of the question before stand below */
function Failed({ error, retry, older = false }: FailedPages & { older?: boolean }) {
  return (
    <div className={foot.failed}>
      <ErrorNotice error={error} onRetry={retry} />
      {older && <p className={foot.older}>Below is the list as it was before.</p>}
    </div>
  );
}
