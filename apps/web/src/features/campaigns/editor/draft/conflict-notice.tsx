"use client";

import { IconArrowsSplit2 } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import classes from "../campaign-editor.module.css";
import { type DraftField, type DraftFields, draftFieldWords } from "./draft-fields.ts";

interface ConflictNoticeProps {
  clashes: readonly DraftField[];
  newer: DraftFields;
  onResolve: (choice: "mine" | "theirs") => void;
}

/** The same thing was written differently in two places: both are shown, a person decides, nothing is overwritten before. */
export function ConflictNotice({ clashes, newer, onResolve }: ConflictNoticeProps) {
  const words = new Intl.ListFormat("en").format(clashes.map((field) => draftFieldWords[field]));
  return (
    <section className={classes.conflict} role="alert">
      <h2 className={classes.conflictTitle}>
        <IconArrowsSplit2 size={19} stroke={1.8} aria-hidden />
        The {words} {clashes.length === 1 ? "was" : "were"} changed in another tab or by somebody else
      </h2>
      <p className={classes.noticeLine}>
        Your version is below and stays in this browser. Nothing was overwritten. What is saved now:
      </p>
      {clashes
        .filter((field) => field !== "passId")
        .map((field) => (
          <blockquote key={field} className={classes.theirs}>
            {newer[field] || <i>empty</i>}
          </blockquote>
        ))}
      <div className={classes.noticeButtons}>
        <Button size="xs" variant="default" onClick={() => onResolve("theirs")}>
          Take the saved version
        </Button>
        <Button size="xs" variant="default" onClick={() => onResolve("mine")}>
          Keep mine instead
        </Button>
      </div>
    </section>
  );
}
