"use client";

import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { EntryField } from "./entry-field.tsx";
import { EntryLines } from "./entry-lines.tsx";
import { formatEntryCount, formatInVain, formatTooMany, listLabels } from "./format-entry.ts";
import classes from "./manual-recipients.module.css";
import { useEntries } from "./use-entries.ts";

/** One list: paste, see at once what counts and what needs a look, correct it in its place, undo. */
export function EntryBox({
  campaignId,
  list,
  focusOnOpen = false,
  inVain = 0,
}: {
  campaignId: string;
  list: EntryList;
  focusOnOpen?: boolean;
  /** How many of those it names will not receive the campaign all the same. */
  inVain?: number;
}) {
  const [typed, setTyped] = useState("");
  const words = listLabels[list];
  const entries = useEntries(campaignId, list);
  const { pages, enter, remove, undo, lastChange } = entries;
  const count = usePages(pages).pages?.[0]?.count;
  const summary = count === undefined ? null : formatEntryCount(list, count);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.trim() === "" || enter.isPending) return;
    enter.mutate(
      { campaignId, list, text: typed },
      { onSuccess: ({ outcome }) => outcome === "entered" && setTyped((now) => typedSince(typed, now)) },
    );
  };
  const choose = (number: string, rest: string) => {
    setTyped(rest);
    enter.mutate({ campaignId, list, text: number });
  };
  const tooMany = enter.data?.outcome === "too_many" ? enter.data : null;
  const error = enter.error ?? remove.error ?? undo.error ?? entries.correct.error;
  return (
    <section className={classes.box} aria-label={`${words.title} by hand`}>
      <form onSubmit={submit} className={classes.form}>
        <EntryField
          list={list}
          value={typed}
          onChange={setTyped}
          onChoose={choose}
          onSubmit={submit}
          focusOnOpen={focusOnOpen}
        />
        <Button type="submit" variant="default" loading={enter.isPending} disabled={typed.trim() === ""}>
          {words.button}
        </Button>
      </form>
      {tooMany !== null && (
        <p className={classes.refused} role="alert">
          {formatTooMany(list, tooMany)}
        </p>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={classes.status}>
        <span role="status">{summary}</span>
        {lastChange !== null && (
          <button
            type="button"
            className={classes.link}
            aria-busy={undo.isPending}
            onClick={() => {
              if (!undo.isPending) undo.mutate({ campaignId, list, changeId: lastChange.changeId });
            }}
          >
            {lastChange.words}
          </button>
        )}
      </div>
      {summary !== null && inVain > 0 && <p className={classes.vain}>{formatInVain(inVain)}</p>}
      {summary !== null && <EntryLines campaignId={campaignId} list={list} entries={entries} />}
    </section>
  );
}

/** What stands there beside what has been entered: somebody may have typed on meanwhile. */
function typedSince(entered: string, now: string): string {
  return now.startsWith(entered) ? now.slice(entered.length).replace(/^[\s,;]+/, "") : now;
}
