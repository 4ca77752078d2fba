"use client";

import { useEffect, useRef } from "react";
import { Button } from "../form/button.tsx";
import classes from "./confirm-dialog.module.css";

/** In a dialog's place of the question: nobody needs to answer it any more, since what it is about has gone on meanwhile. @param why in words */
export function Over({ why, onClose }: { why: string; onClose: () => void }) {
  const done = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => done.current?.focus(), []);
  return (
    <div className={classes.form}>
      <p role="status" className={classes.facts}>
        {why}
      </p>
      <div className={classes.buttons}>
        <Button ref={done} onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
