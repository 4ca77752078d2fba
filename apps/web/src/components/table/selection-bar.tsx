"use client";

import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "../form/format-number.ts";
import classes from "./selection-bar.module.css";
import type { Selection } from "./use-selection.ts";

interface SelectionBarProps {
  selection: Selection;
  /** How many match the list's search and filter in all. */
  matching: number;
  /** What can be done with the selected rows; on a phone there is room for one short word. */
  children: ReactNode;
}

/** How many rows are selected, all that match, and what can be done with them at once; one line on a phone too. */
export function SelectionBar({ selection, matching, children }: SelectionBarProps) {
  const count = selection.all ? matching : selection.ids.size;
  if (count === 0) return null;
  const shown = formatCount(matching);
  return (
    <div className={classes.bar} data-selection-bar>
      <span role="status" className={classes.count}>
        {selection.all ? `All ${formatCount(count)} selected` : `${formatCount(count)} selected`}
      </span>
      {!selection.all && matching > count && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={`Select all ${shown} matching`}
          onClick={selection.selectAll}
        >
          <OnlyWide>Select all {shown} matching</OnlyWide>
          <span className={classes.narrow}>All {shown}</span>
        </Button>
      )}
      <div className={classes.actions}>{children}</div>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className={classes.none ?? ""}
        aria-label="Select none"
        onClick={selection.clear}
      >
        <IconX size={18} stroke={1.8} aria-hidden className={classes.cross} />
        <OnlyWide>Select none</OnlyWide>
      </Button>
    </div>
  );
}

/** Words that a phone has no room for. */
export function OnlyWide({ children }: { children: ReactNode }) {
  return <span className={classes.wide}>{children}</span>;
}
