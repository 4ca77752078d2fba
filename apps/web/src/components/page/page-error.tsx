"use client";

import { IconMoodSad } from "@tabler/icons-react";
import { EmptyState } from "./empty-state.tsx";
import classes from "./plain-button.module.css";

/** A page that failed: what it means and what to do. The digest finds the error in the server's log. */
export function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
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
        Something went wrong on our side. What you have saved is safe, and sending goes on by itself.
        {error.digest !== undefined && (
          <>
            {" "}
            If it happens again, tell support: <code>{error.digest}</code>
          </>
        )}
      </EmptyState>
    </div>
  );
}
