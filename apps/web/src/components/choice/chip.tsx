"use client";

import type { ComponentProps } from "react";
import { formatCount } from "../form/format-number.ts";
import classes from "./chip.module.css";

interface ChipProps extends Omit<ComponentProps<"button">, "className" | "type"> {
  /** Of several that one presses, this one is it. */
  chosen: boolean;
  /** How many it stands for. */
  count?: number | undefined;
  /** It opens something in which one chooses, so that it is not pressed itself. */
  opens?: boolean;
}

/** One choice of a row of them. */
export function Chip({ chosen, count, opens = false, children, ...button }: ChipProps) {
  const state = opens ? { "data-chosen": chosen || undefined } : { "aria-pressed": chosen };
  return (
    <button {...button} {...state} type="button" className={classes.chip}>
      {children}
      {count !== undefined && <span> {formatCount(count)}</span>}
    </button>
  );
}
