import type { ReactNode } from "react";
import classes from "./stat-tile.module.css";

interface StatTileProps {
  label: string;
  /** Already formatted, e.g. "208". */
  value: string;
  /** Below it, e.g. "53.2 % · 301 with machines"; null keeps its line free for what may come. */
  note?: ReactNode;
  /** Shows whom it counts; the whole tile is pressed. */
  onPress?: () => void;
  pressed?: boolean;
}

/** One number of a whole. Put tiles into {@link StatTiles}. */
export function StatTile({ label, value, note, onPress, pressed = false }: StatTileProps) {
  return (
    <div className={classes.tile} data-pressed={pressed}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {onPress === undefined ? (
          value
        ) : (
          <button
            type="button"
            className={classes.press}
            aria-pressed={pressed}
            aria-label={`${label} ${value}`}
            onClick={onPress}
          >
            {value}
          </button>
        )}
      </dd>
      {note !== undefined && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

/** A row of tiles that wraps on narrow screens. */
export function StatTiles({ children }: { children: ReactNode }) {
  return <dl className={classes.tiles}>{children}</dl>;
}
