import type { ReactNode } from "react";
import classes from "./state-box.module.css";

/** How something stands that has one switch, and the switch. */
export function StateBox({ bad = false, children }: { bad?: boolean; children: ReactNode }) {
  return (
    <div className={classes.box} data-tone={bad ? "bad" : undefined}>
      {children}
    </div>
  );
}
