import type { ReactNode } from "react";
import classes from "./notice.module.css";

/** What whoever writes should know, above the field, and beside it what they can do. @param urgent it stopped what they had asked for */
export function Notice({ urgent = false, children }: { urgent?: boolean; children: ReactNode }) {
  return (
    <div className={classes.notice} role={urgent ? "alert" : "status"}>
      {children}
    </div>
  );
}
