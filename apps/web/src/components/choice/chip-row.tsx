"use client";

import type { ReactNode } from "react";
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

/** Chips beside each other, of which one is chosen. */
export function ChipRow({ label, labelled = false, scrolls = false, children }: ChipRowProps) {
  return (
    <fieldset className={classes.row} data-scrolls={scrolls || undefined}>
      <legend className={labelled ? classes.label : classes.heard}>{label}</legend>
      {children}
    </fieldset>
  );
}
