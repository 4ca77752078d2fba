"use client";

import { createParser, useQueryState } from "#web/components/table/query-state.ts";
import type { TableSort } from "./sort-header.tsx";

const parseAsSort = createParser<TableSort>({
  parse: (text) => {
    const [column = "", direction] = text.split(".");
    return direction === "asc" || direction === "desc" ? { column, direction } : null;
  },
  serialize: ({ column, direction }) => `${column}.${direction}`,
  eq: (a, b) => a.column === b.column && a.direction === b.direction,
});

/**
 * The sort order, kept in the URL as `?sort=created.desc`. The server checks the column.
 *
 * @param initial the order when the URL says none
 */
export function useSortInUrl(initial: TableSort) {
  return useQueryState("sort", parseAsSort.withDefault(initial));
}
