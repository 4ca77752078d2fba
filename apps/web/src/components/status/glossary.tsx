"use client";

import { IconHelpCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { usePopover } from "../overlay/use-popover.ts";
import classes from "./glossary.module.css";

interface GlossaryProps {
  /** Names the button and what it opens: "What the states mean". */
  label: string;
  entries: readonly { key: string; term: ReactNode; meaning: ReactNode }[];
}

/** A question mark that explains words where they are shown; reached and closed by keyboard, the focus comes back. */
export function Glossary({ label, entries }: GlossaryProps) {
  const popover = usePopover("start", (list) => list.focus({ preventScroll: true }));
  return (
    <>
      <IconButton
        {...popover.buttonProps}
        sidePx={24}
        aria-label={label}
        aria-haspopup="dialog"
        className={classes.button ?? ""}
      >
        <IconHelpCircle size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <div
        {...popover.popoverProps}
        role="dialog"
        // A long list scrolls with the arrow keys.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className={classes.list}
        data-mantine-stop-propagation="true"
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          popover.close({ giveBackFocus: true });
        }}
      >
        {popover.opened && (
          <dl>
            {entries.map(({ key, term, meaning }) => (
              <div key={key} className={classes.entry}>
                <dt>{term}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </>
  );
}
