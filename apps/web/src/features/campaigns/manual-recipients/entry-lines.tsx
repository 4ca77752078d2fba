"use client";

import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { formatCount } from "#web/components/format-number.ts";
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
  const rows = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const { good = 0, problems = 0, duplicates = 0 } = pages.data?.pages[0]?.count ?? {};
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
            onClick={() => remove.mutate({ campaignId, list, which: { kind: "problems" } })}
          >
            Take the marked ones off
          </button>
        )}
        <button
          type="button"
          className={classes.link}
          onClick={() => remove.mutate({ campaignId, list, which: { kind: "all" } })}
        >
          Empty the list
        </button>
      </div>
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
          {pages.hasNextPage && (
            <li>
              <button
                type="button"
                className={classes.link}
                aria-busy={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage({ cancelRefetch: false })}
              >
                Show 50 more
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}
