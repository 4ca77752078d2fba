"use client";

import { useState } from "react";

/** What is ticked in a list: some by their ids, or all that match its search and filter. */
export interface Selection {
  ids: ReadonlySet<string>;
  all: boolean;
  toggle: (id: string) => void;
  toggleShown: () => void;
  selectAll: () => void;
  clear: () => void;
}

/**
 * @param question what the list shows: another question is another list, with nothing ticked
 * @param shown ids of the rows read so far
 */
export function useSelection(question: string, shown: readonly string[]): Selection {
  const [ticked, setTicked] = useState<{ question: string; ids: ReadonlySet<string>; all: boolean }>({
    question,
    ids: new Set(),
    all: false,
  });
  const { ids, all } = ticked.question === question ? ticked : { ids: new Set<string>(), all: false };
  const set = (next: ReadonlySet<string>, nextAll = false) =>
    setTicked({ question, ids: next, all: nextAll });
  return {
    ids: all ? new Set(shown) : ids,
    all,
    toggle: (id) => {
      const next = new Set(all ? shown : ids);
      if (!next.delete(id)) next.add(id);
      set(next);
    },
    toggleShown: () => set(new Set(all || ids.size > 0 ? [] : shown)),
    selectAll: () => set(new Set(), true),
    clear: () => set(new Set()),
  };
}
