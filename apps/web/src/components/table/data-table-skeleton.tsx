import { Skeleton } from "#web/components/page/skeleton.tsx";
import classes from "./data-table.module.css";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];
// Of the column, which is as wide as its heading asks: rows that are not there yet must not widen the table.
const widths = ["88%", "68%", "100%", "58%", "78%"];

/** Rows in the shape of what comes. */
export function DataTableSkeleton({ columns }: { columns: number }) {
  return rows.map((row, rowIndex) => (
    <tr key={row} className={classes.row}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <td key={column} data-phone={column === 0 ? "title" : column === 1 ? "detail" : "hidden"}>
          <Skeleton height={11} width={widths[(rowIndex + column) % widths.length] ?? "70%"} />
        </td>
      ))}
    </tr>
  ));
}
