"use client";

import { ActionIcon, Popover } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./glossary.module.css";

interface GlossaryProps {
  /** Names the button and what it opens: "What the states mean". */
  label: string;
  entries: readonly { key: string; term: ReactNode; meaning: ReactNode }[];
}

/** A question mark that explains words where they are shown; reached and closed by keyboard, the focus comes back. */
export function Glossary({ label, entries }: GlossaryProps) {
  return (
    <Popover width={420} position="bottom-start" shadow="md" withRoles trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={22} aria-label={label} className={classes.button}>
          <IconHelpCircle size={16} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown tabIndex={0} aria-label={label} className={classes.list}>
        <dl>
          {entries.map(({ key, term, meaning }) => (
            <div key={key} className={classes.entry}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
