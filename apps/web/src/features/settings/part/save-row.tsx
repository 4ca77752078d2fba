import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./save-row.module.css";

/** The buttons below fields. @param done what was just done, said beside them; null = nothing yet; left out = they do nothing that is said here */
export function SaveRow({ done, children }: { done?: string | null; children: ReactNode }) {
  return (
    <div className={classes.buttons}>
      {done !== undefined && (
        <span role="status" className={classes.done}>
          {done !== null && (
            <>
              <IconCheck size={16} aria-hidden /> {done}
            </>
          )}
        </span>
      )}
      {children}
    </div>
  );
}
