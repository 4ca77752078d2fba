import { NativeSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { IconButton } from "#web/components/form/icon-button.tsx";
import classes from "./data-table-sort.module.css";
import type { TableSort } from "./sort-header.tsx";

interface DataTableSortProps {
  columns: readonly { id: string; label: string }[];
  sort: TableSort;
  onSort: (sort: TableSort) => void;
}

/** The order of a table where its rows are cards and no header is left to press. */
export function DataTableSort({ columns, sort, onSort }: DataTableSortProps) {
  const descending = sort.direction === "desc";
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <div className={classes.root}>
      <NativeSelect
        aria-label="Sort by"
        className={classes.select ?? ""}
        data={columns.map(({ id, label }) => ({ value: id, label: `Sorted by ${label.toLowerCase()}` }))}
        value={sort.column}
        onChange={(event) => onSort({ column: event.currentTarget.value, direction: sort.direction })}
      />
      <IconButton
        variant="default"
        sidePx={44}
        aria-label={descending ? "Greatest first; turn the order round" : "Least first; turn the order round"}
        onClick={() => onSort({ column: sort.column, direction: descending ? "asc" : "desc" })}
      >
        <Arrow size={18} stroke={1.8} aria-hidden />
      </IconButton>
    </div>
  );
}
