import type { ReactNode } from "react";
import classes from "./hint.module.css";

interface HintProps {
  /** What is said on hover and focus; nothing while null. Screen readers hear it by the button's own label or description. */
  label: string | null;
  /** On which side of the button's own width it ends. */
  align?: "centre" | "end";
  children: ReactNode;
}

/** Words beside a button while pointer or focus is on it: pure CSS, there before any script. */
export function Hint({ label, align = "centre", children }: HintProps) {
  return (
    <span className={classes.root} data-align={align}>
      {children}
      {label !== null && (
        <span className={classes.words} aria-hidden="true">
          {label}
        </span>
      )}
    </span>
  );
}
