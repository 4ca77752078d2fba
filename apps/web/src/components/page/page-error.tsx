"use client";

import { IconMoodSad } from "@tabler/icons-react";
import { EmptyState } from "./empty-state.tsx";
import { usePageErrorWords } from "./page-error-words.tsx";
import classes from "./plain-button.module.css";

interface PageErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
  /** Nothing stands around it, and whoever sees it may not work here: who came by a mail's link knows nothing of sending. */
  alone?: boolean;
}

/** A page that failed: what it means and what to do. The digest finds the error in the server's log. */
export function PageError({ error, reset, alone = false }: PageErrorProps) {
  const Place = alone ? "main" : "div";
  const words = usePageErrorWords();
  if (words !== null)
    return (
      <Place>
        <div role="alert">
          <EmptyState
            icon={IconMoodSad}
            title={words.title}
            headingLevel="h1"
            action={
              <button type="button" className={classes.button} onClick={reset}>
                {words.again}
              </button>
            }
          >
            {words.text}
          </EmptyState>
        </div>
      </Place>
    );
  return (
    <Place lang="en">
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
          Something went wrong on our side.{" "}
          {alone
            ? "What was saved is safe. Try again in a moment."
            : "What you have saved is safe, and sending goes on by itself."}
          {error.digest !== undefined && (
            <>
              {" "}
              If it happens again, tell support: <code>{error.digest}</code>
            </>
          )}
        </EmptyState>
      </div>
    </Place>
  );
}
