"use client";

import { IconMoodSad } from "@tabler/icons-react";
import { EmptyState } from "./empty-state.tsx";
import classes from "./plain-button.module.css";

/** A page that failed for somebody who is not signed in: who came by a mail's link knows nothing of campaigns. */
export function PublicError({ reset }: { reset: () => void }) {
  return (
    <main lang="en">
      <EmptyState
        icon={IconMoodSad}
        title="This page could not be shown"
        headingLevel="h1"
        action={
          <button type="button" className={classes.button} onClick={reset}>
            Try again
          </button>
        }
      >
        Something went wrong on our side. Nothing was changed. Try again in a moment.
      </EmptyState>
    </main>
  );
}
