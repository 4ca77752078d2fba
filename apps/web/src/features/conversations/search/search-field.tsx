"use client";

import { IconSearch, IconX } from "@tabler/icons-react";
import classes from "./search.module.css";
import type { Search } from "./use-search.ts";

/** The id of the results, which the field speaks for. */
export const resultsId = "message-search-results";

/**
 * Where one searches families and messages (V12): "/" leads here, arrows and Enter go through what is found. The browser's own field:
 * the list's page needs no other one.
 */
export function SearchField({ search }: { search: Search }) {
  const { typed, term, change, field, active, onKeyDown } = search;
  return (
    <div className={classes.field}>
      <IconSearch size={16} stroke={1.7} aria-hidden />
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label="Search families and messages"
        placeholder="Search families and messages"
        aria-expanded={term !== ""}
        aria-controls={resultsId}
        aria-activedescendant={term === "" ? undefined : active}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={200}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {typed === "" ? (
        <span className={classes.key} aria-hidden="true">
          /
        </span>
      ) : (
        <button
          type="button"
          className={classes.clear}
          aria-label="Clear the search"
          onClick={() => {
            change("");
            field.current?.focus();
          }}
        >
          <IconX size={15} stroke={1.9} aria-hidden />
        </button>
      )}
    </div>
  );
}
