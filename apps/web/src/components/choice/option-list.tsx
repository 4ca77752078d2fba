"use client";

import type { ReactNode } from "react";
import classes from "./option.module.css";

interface OptionListProps {
  /** Names the list for screen readers, where no heading does. */
  label?: string;
  children: ReactNode;
}

/** Things of which one is chosen, one below the other. */
export function OptionList({ label, children }: OptionListProps) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

interface OptionProps {
  name: string;
  /** What tells it from others, or says more of it. */
  about: string;
  onChoose: () => void;
  /** What else is done with it. */
  beside?: ReactNode;
}

/** One of them: pressed, it is chosen. */
export function Option({ name, about, onChoose, beside }: OptionProps) {
  return (
    <li className={classes.line}>
      <button type="button" className={classes.option} onClick={onChoose} data-touch>
        <b>{name}</b>
        <span title={about}>{about}</span>
      </button>
      {beside}
    </li>
  );
}
