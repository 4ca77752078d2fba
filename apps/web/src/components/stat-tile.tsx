import type { ReactNode } from "react";
import classes from "./stat-tile.module.css";

interface StatTileProps {
  label: string;
  /** Already formatted, e.g. "208". */
  value: string;
  /** Below it, e.g. "53.2 % · 301 with machines". */
  note?: ReactNode;
}

/** One number of a whole. Put tiles into {@link StatTiles}. */
export function StatTile({ label, value, note }: StatTileProps) {
  return (
    <div className={classes.tile}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      {note !== undefined && note !== false && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

/** A row of tiles that wraps on narrow screens. */
export function StatTiles({ children }: { children: ReactNode }) {
  return <dl className={classes.tiles}>{children}</dl>;
}
