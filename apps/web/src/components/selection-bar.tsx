"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { formatCount } from "./format-number.ts";
import classes from "./selection-bar.module.css";
import type { Selection } from "./use-selection.ts";

interface SelectionBarProps {
  selection: Selection;
  /** How many match the list's search and filter in all. */
  matching: number;
  /** What can be done with the selected rows. */
  children: ReactNode;
}

/** How many rows are selected, all that match, and what can be done with them at once. */
export function SelectionBar({ selection, matching, children }: SelectionBarProps) {
  const count = selection.all ? matching : selection.ids.size;
  if (count === 0) return null;
  return (
    <div className={classes.bar}>
      <span role="status">
        {selection.all ? `All ${formatCount(count)} selected` : `${formatCount(count)} selected`}
      </span>
      {!selection.all && matching > count && (
        <Button size="compact-sm" variant="subtle" onClick={selection.selectAll}>
          {`Select all ${formatCount(matching)} matching`}
        </Button>
      )}
      {children}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
        Select none
      </Button>
    </div>
  );
}
