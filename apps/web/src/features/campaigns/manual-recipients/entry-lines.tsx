"use client";

import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { formatCount } from "#web/components/form/format-number.ts";
import { pressOnce } from "#web/components/form/press-once.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { EntryLine } from "./entry-line.tsx";
import classes from "./manual-recipients.module.css";
import type { Entries } from "./use-entries.ts";

interface EntryLinesProps {
  campaignId: string;
  list: EntryList;
  entries: Entries;
}

/** The pasted entries in their order, those that need a look or all, fifty at a time. */
export function EntryLines({ campaignId, list, entries }: EntryLinesProps) {
  const { pages, shown, show, correct, remove } = entries;
  const { pages: read, table } = usePages(pages);
  const rows = read?.flatMap((page) => page.entries) ?? [];
  const { good = 0, problems = 0, duplicates = 0 } = read?.[0]?.count ?? {};
  const bad = problems + duplicates;
  return (
    <>
      <div className={classes.switches}>
        {bad > 0 && (
          <button
            type="button"
            className={classes.link}
            aria-pressed={shown === "problems"}
            onClick={() => show("problems")}
          >
            Marked {formatCount(bad)}
          </button>
        )}
        <button
          type="button"
          className={classes.link}
          aria-pressed={shown === "all"}
          onClick={() => show(shown === "all" && bad === 0 ? "problems" : "all")}
        >
          {shown === "all" && bad === 0 ? "Hide" : `Show all ${formatCount(good + bad)}`}
        </button>
        {bad > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={pressOnce(() => remove.mutate({ campaignId, list, which: { kind: "problems" } }))}
          >
            Take the marked ones off
          </button>
        )}
        <button
          type="button"
          className={classes.link}
          onClick={pressOnce(() => remove.mutate({ campaignId, list, which: { kind: "all" } }))}
        >
          Empty the list
        </button>
      </div>
      {table.failed?.asked === "list" && (
        <ErrorNotice error={table.failed.error} onRetry={table.failed.retry} />
      )}
      {rows.length > 0 && (
        // Scrolls with the arrow keys too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <ul className={classes.lines} tabIndex={0} aria-label="Entries">
          {rows.map((entry) => (
            <EntryLine
              key={`${entry.id} ${entry.text}`}
              entry={entry}
              onCorrect={(text) => correct.mutate({ campaignId, entryId: entry.id, text })}
              onRemove={() => remove.mutate({ campaignId, list, which: { kind: "one", entryId: entry.id } })}
            />
          ))}
          {table.more !== undefined && (
            <li>
              <button
                type="button"
                className={classes.link}
                aria-busy={table.more.loading}
                onClick={table.more.load}
              >
                Show 50 more
              </button>
            </li>
          )}
        </ul>
      )}
      {table.failed?.asked === "more" && (
        <ErrorNotice error={table.failed.error} onRetry={table.failed.retry} />
      )}
    </>
  );
}
