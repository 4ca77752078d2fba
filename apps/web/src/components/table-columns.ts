import { createColumnHelper, type RowData, tableFeatures } from "@tanstack/react-table";
import type { ReactNode } from "react";

/** How a column is shown. */
export interface ColumnPresentation {
  /** Numbers stand right, with tabular figures. */
  align?: "end";
  /** CSS width; the rest is shared. */
  width?: string;
  /** Stands after the header: what explains the column. */
  beside?: ReactNode;
  /** The server can sort by it, under the column's id; on a phone under these words. */
  sortable?: string;
  /** On a phone: the first line, beside it on the right, below (default; numbers with their header), last on the right, or not at all. */
  phone?: "title" | "aside" | "detail" | "end" | "hidden";
  /** Longer words go on to further lines instead of being cut. */
  wrap?: boolean;
  /** Takes the width that is left; longer text is cut, so its cell should carry the whole as `title`. */
  cut?: boolean;
}

const columnMeta: ColumnPresentation = {};

/** Sorting, filtering and paging are the server's, so the table needs none of TanStack's own. */
export const features = tableFeatures({ columnMeta });

/**
 * Column definitions of a table, for {@link DataTable}. Keep the result at module scope.
 *
 * @example const columns = tableColumns<Row>().columns([tableColumns<Row>().accessor("name", { header: "Name" })])
 */
export function tableColumns<Row extends RowData>() {
  return createColumnHelper<typeof features, Row>();
}
