"use client";

import type { ReactNode } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { More } from "#web/components/table/use-more.ts";
import classes from "./people.module.css";

interface PeopleListProps {
  /** Other people were asked for; these are the ones before. */
  stale?: boolean;
  /** Reads the next page; null = these are all. */
  more: More | null;
  children: ReactNode;
}

/** People of an alert, page by page. */
export function PeopleList({ stale = false, more, children }: PeopleListProps) {
  return (
    <>
      <ul className={classes.people} data-stale={stale || undefined}>
        {children}
      </ul>
      {more !== null && more.error !== null && <ErrorNotice error={more.error} onRetry={more.load} />}
      {more !== null && (
        <Button variant="default" fullWidth loading={more.loading} onClick={more.load}>
          Show more
        </Button>
      )}
    </>
  );
}
