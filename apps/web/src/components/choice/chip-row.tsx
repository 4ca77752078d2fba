"use client";

import { type ReactNode, useEffect, useRef } from "react";
import classes from "./chip.module.css";

interface ChipRowProps {
  /** What is chosen: "Status". */
  label: string;
  /** The label is seen, not only heard. */
  labelled?: boolean;
  /** On a phone it scrolls sideways over the page's whole width instead of pushing down what stands below. */
  scrolls?: boolean;
  children: ReactNode;
}

/** So much of what follows the chosen one is seen too. */
const marginPx = 40;

/** Chips beside each other, of which one is chosen. */
export function ChipRow({ label, labelled = false, scrolls = false, children }: ChipRowProps) {
  const row = useRef<HTMLFieldSetElement>(null);
  // The chosen one is in sight when the page opens with it.
  useEffect(() => {
    const chosen = row.current?.querySelector("[aria-pressed=true]");
    if (!scrolls || !row.current || !chosen) return;
    const beyond = chosen.getBoundingClientRect().right - row.current.getBoundingClientRect().right;
    if (beyond > -marginPx) row.current.scrollLeft += beyond + marginPx;
  }, [scrolls]);
  return (
    <fieldset ref={row} className={classes.row} data-scrolls={scrolls || undefined}>
      <legend className={labelled ? classes.label : classes.heard}>{label}</legend>
      {children}
    </fieldset>
  );
}
