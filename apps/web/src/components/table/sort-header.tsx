import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./sort-header.module.css";
import type { ColumnPresentation } from "./table-columns.ts";

/** By which column, and which way. */
export interface TableSort {
  column: string;
  direction: "asc" | "desc";
}

interface SortHeaderProps {
  columnId: string;
  presentation: ColumnPresentation | undefined;
  sort: TableSort | undefined;
  onSort: ((sort: TableSort) => void) | undefined;
  children: ReactNode;
}

/** A column's header; a button where the server can sort by it. */
export function SortHeader({ columnId, presentation, sort, onSort, children }: SortHeaderProps) {
  const direction = sort?.column === columnId ? sort.direction : undefined;
  const canSort = presentation?.sortable !== undefined && onSort !== undefined;
  const Arrow = direction === "asc" ? IconArrowUp : IconArrowDown;
  return (
    <th
      scope="col"
      data-align={presentation?.align}
      data-cut={presentation?.cut}
      data-narrow={presentation?.narrow}
      style={presentation?.width === undefined ? undefined : { width: presentation.width }}
      aria-sort={direction === undefined ? undefined : direction === "asc" ? "ascending" : "descending"}
    >
      {canSort ? (
        <button
          type="button"
          className={classes.sort}
          data-sorts
          data-active={direction !== undefined}
          // Most columns are numbers and times, where the greatest is the most telling.
          onClick={() => onSort({ column: columnId, direction: direction === "desc" ? "asc" : "desc" })}
        >
          {children}
          <Arrow size={14} stroke={2} aria-hidden />
        </button>
      ) : (
        children
      )}
      {presentation?.beside}
    </th>
  );
}
