"use client";

import { formatCount } from "../form/format-number.ts";
import classes from "./news-pill.module.css";

/** "3 new": what has come while somebody has pointer or focus in the list; a press shows it (V3). Nothing while nothing waits. */
export function NewsPill({ waiting, onShow }: { waiting: number; onShow: () => void }) {
  if (waiting === 0) return null;
  return (
    <div className={classes.place}>
      <button type="button" className={classes.pill} onClick={onShow} data-touch>
        {formatCount(waiting)} new
      </button>
    </div>
  );
}
