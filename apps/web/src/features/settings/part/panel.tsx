import type { ReactNode } from "react";
import classes from "./panel.module.css";

/** A box that says how something stands (its head), shows the rest of it, and offers what can be done (its foot). */
export function Panel({ children }: { children: ReactNode }) {
  return <div className={classes.panel}>{children}</div>;
}

/** @param tone bad: something does not work; look: somebody has to do something */
export function PanelHead({ tone, children }: { tone?: string | undefined; children: ReactNode }) {
  return (
    <div className={classes.head} data-tone={tone}>
      {children}
    </div>
  );
}

/** A smaller line of the head. */
export function PanelNote({ children }: { children: ReactNode }) {
  return <p className={classes.note}>{children}</p>;
}

export function PanelFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}

/** What is to be entered elsewhere: `CopiedField`s. @param label what it is for */
export function RecordList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl className={classes.record} aria-label={label}>
      {children}
    </dl>
  );
}
