import type { ThreadLine, ThreadPage } from "@packpost/core/conversation/inbox/list-threads";

/** The lines of all pages, each thread once: a thread that moved up between two pages stands where it came first. */
export function rowsOf(pages: readonly ThreadPage[]): ThreadLine[] {
  const seen = new Set<string>();
  return pages.flatMap(({ threads }) =>
    threads.filter(({ id }) => {
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    }),
  );
}

/**
 * Puts a first page that was read anew before the pages that are there: what it pushed down goes to the second one, what it has
 * stands nowhere else. No gap, no repeat.
 */
export function putFirstPage<Kept extends { pages: ThreadPage[] }>(kept: Kept, first: ThreadPage): Kept {
  const fresh = new Set(first.threads.map(({ id }) => id));
  const lastAt = first.threads.at(-1)?.lastMessage.at.getTime() ?? 0;
  const without = ({ threads }: ThreadPage) => threads.filter(({ id }) => !fresh.has(id));
  const [oldFirst, second, ...others] = kept.pages;
  if (oldFirst === undefined || second === undefined) return { ...kept, pages: [first] };
  // Newer than the page's end and not in it: it has left this filter.
  const pushed = without(oldFirst).filter(({ lastMessage }) => lastMessage.at.getTime() <= lastAt);
  return {
    ...kept,
    pages: [
      first,
      { ...second, threads: [...pushed, ...without(second)] },
      ...others.map((page) => ({ ...page, threads: without(page) })),
    ],
  };
}
