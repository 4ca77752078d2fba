import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./save-row.module.css";

/** The buttons below fields, and beside them, where there is something to save, whether it is. */
export function SaveRow({ saved, children }: { saved?: boolean; children: ReactNode }) {
  return (
    <div className={classes.buttons}>
      {saved !== undefined && (
        <span role="status" className={classes.saved}>
          {saved && (
            <>
              <IconCheck size={16} aria-hidden /> Saved
            </>
          )}
        </span>
      )}
      {children}
    </div>
  );
}
