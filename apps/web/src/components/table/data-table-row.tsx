import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";
import type { ColumnPresentation } from "./table-columns.ts";

interface TableCell {
  id: string;
  /** The column's words; on a phone they stand before numbers, which say nothing alone. */
  label: string | undefined;
  presentation: ColumnPresentation | undefined;
  isTitle: boolean;
  content: ReactNode;
  below: ReactNode;
}

/** One row; its title cell holds the link or button, which covers the whole row. */
export function DataTableRow({
  href,
  open,
  cells,
  tick,
}: {
  href: string | undefined;
  /** @param open.selected the row is chosen among the others, instead of opening something; a second press ends that */
  open: { id: string; run: () => void; selected?: boolean | undefined } | undefined;
  cells: readonly TableCell[];
  /** Selects the row. */
  tick?: ReactNode;
}) {
  return (
    <tr
      className={classes.row}
      data-linked={href !== undefined || open !== undefined}
      data-selected={open?.selected || undefined}
    >
      {tick !== undefined && <td className={classes.tick}>{tick}</td>}
      {cells.map(({ id, label, presentation, isTitle, content, below }) => (
        <td
          key={id}
          data-align={presentation?.align}
          data-cut={presentation?.cut}
          data-narrow={presentation?.narrow}
          data-wrap={presentation?.wrap}
          data-phone={isTitle ? "title" : (presentation?.phone ?? "detail")}
          data-label={presentation?.align === "end" ? label : undefined}
        >
          {isTitle && href !== undefined ? (
            <Link href={href} className={classes.link} prefetch={false}>
              {content}
            </Link>
          ) : isTitle && open !== undefined ? (
            <button
              type="button"
              id={open.id}
              className={classes.link}
              {...(open.selected === undefined
                ? { "aria-haspopup": "dialog" }
                : { "aria-pressed": open.selected })}
              onClick={open.run}
            >
              {content}
            </button>
          ) : (
            content
          )}
          {below}
        </td>
      ))}
    </tr>
  );
}
