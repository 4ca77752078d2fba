"use client";

import { usePathname, useSearchParams } from "next/navigation";

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
  const query = useSearchParams().toString();
  return {
    threadId,
    /** @param next null = the list alone */
    go: (next: string | null) => {
      if (next !== threadId) window.history.pushState(pushed(), "", pathOf(next, query));
    },
    hrefOf: (id: string) => pathOf(id, query),
    /** Back to the list: to the entry before if it led here, else to the list anew. */
    leave: () => {
      if (isPushed(window.history.state)) window.history.back();
      else window.history.replaceState(null, "", pathOf(null, query));
    },
  };
}

/** Marks the entries of the history that were pushed here. One each: Next writes its own fields into it. */
const pushed = () => ({ packpostPushed: true });

function isPushed(state: unknown): boolean {
  return typeof state === "object" && state !== null && "packpostPushed" in state;
}
