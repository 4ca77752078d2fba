import type { ReactNode } from "react";

/** How a column is shown. */
export interface ColumnPresentation {
  /** Numbers stand right, with tabular figures. */
  align?: "end";
  /** CSS width; the rest is shared. */
  width?: string;
  /** The server can sort by it, under the column's id; on a phone under these words. */
  sortable?: string;
  /** What stands beside the header's words and is no part of the sort button, e.g. a glossary. */
  beside?: ReactNode;
  /** On a phone: the first line, beside it on the right, below (default; numbers with their header), last on the right, or not at all. */
  phone?: "title" | "aside" | "detail" | "end" | "hidden";
  /** Left out where the window is narrower than its columns. */
  narrow?: "hidden";
  /** Longer words go on to further lines instead of being cut. */
  wrap?: boolean;
  /** Takes the width that is left; longer text is cut, so its cell should carry the whole as `title`. */
  cut?: boolean;
}

/** A column of a {@link DataTable}: sorting, filtering and paging are the server's, so this is all there is to one. */
export interface TableColumn<Row> {
  id: string;
  header: string | (() => ReactNode);
  meta?: ColumnPresentation;
  cell: (context: { row: { original: Row } }) => ReactNode;
  /** Of the title: a small line below, no part of the row's link. */
  below?: (row: Row) => ReactNode;
}

/**
 * Column definitions of a table, for {@link DataTable}. Keep the result at module scope.
 *
 * @example const column = tableColumns<Row>(); column.columns([column.accessor("name", { id: "name", header: "Name", cell })])
 */
export function tableColumns<Row>() {
  return {
    /** A column of one of the row's own fields, which the compiler checks to exist. */
    accessor: (_field: keyof Row, column: TableColumn<Row>): TableColumn<Row> => column,
    /** A column of whatever its cell makes of the row. */
    display: (column: TableColumn<Row>): TableColumn<Row> => column,
    columns: (columns: readonly TableColumn<Row>[]): readonly TableColumn<Row>[] => columns,
  };
}
