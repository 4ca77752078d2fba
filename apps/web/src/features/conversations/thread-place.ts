"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { goBack, pushEntry, replaceEntry } from "#web/components/page/history.ts";

const threadPath = /^\/messages\/([0-9a-f-]{36})\/?$/i;

/** The address of a thread, or of the list, with the list's filter. */
export function pathOf(threadId: string | null, query: string): string {
  return `/messages${threadId === null ? "" : `/${threadId}`}${query === "" ? "" : `?${query}`}`;
}

/**
 * Which thread is open, as the URL says, and how one goes from one to the next: without asking the server for a page, so that it is
 * there at once; Back, links and reloading work as everywhere.
 */
export function useThreadPlace() {
  const threadId = threadPath.exec(usePathname())?.[1]?.toLowerCase() ?? null;
  const params = new URLSearchParams(useSearchParams());
  const entry = entryIn(params.get("entry"));
  params.delete("entry");
  const query = params.toString();
  const pathAt = (id: string | null, number: number | null) =>
    pathOf(
      id,
      number === null ? query : new URLSearchParams([...params, ["entry", String(number)]]).toString(),
    );
  return {
    threadId,
    /** Number of the entry at which the thread is opened (V12); null = at its newest. */
    entry,
    /** @param next null = the list alone */
    go: (next: string | null, number: number | null = null) => {
      if (next === threadId && number === entry) return;
      const write = next === threadId ? replaceEntry : pushEntry;
      write(pathAt(next, number));
    },
    hrefOf: (id: string, number: number | null = null) => pathAt(id, number),
    /** Back to the list: to the entry before if it led here, else to the list anew. */
    leave: () => goBack(() => replaceEntry(pathOf(null, query))),
  };
}

/** The entry's number that a parameter of the URL names; nonsense counts as nothing. */
export function entryIn(text: string | null | undefined): number | null {
  return text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
