import type { ReactNode } from "react";
import classes from "./plain-button.module.css";

/** The way out of a page that is not there or not theirs. A plain link: every page carries these, and pays for their scripts. */
export function StartPageLink({ children }: { children: ReactNode }) {
  return (
    <a href="/" className={classes.button}>
      {children}
    </a>
  );
}
