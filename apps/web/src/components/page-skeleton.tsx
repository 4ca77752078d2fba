import { Skeleton } from "@mantine/core";
import classes from "./page-skeleton.module.css";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The shape of a page with a header and a table, while it is read. Shown only when that takes a while, so nothing flashes. */
export function PageSkeleton() {
  return (
    <div className={classes.root} aria-busy="true">
      <span className={classes.words}>Loading</span>
      <div className={classes.header}>
        <Skeleton width={200} height={24} />
        <Skeleton width={132} height={36} />
      </div>
      <div className={classes.card}>
        {rows.map((row) => (
          <div key={row} className={classes.row}>
            <Skeleton height={12} width="34%" />
            <Skeleton height={12} width="14%" />
            <Skeleton height={12} width="20%" />
          </div>
        ))}
      </div>
    </div>
  );
}
