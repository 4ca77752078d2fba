import type { ListThreadsInput, ThreadFilter } from "@packpost/core/conversation/schemas";

/** The chips beside "Active", which is what the list shows without one. */
export const otherFilters = {
  unread: "Unread",
  waiting: "Waiting",
  mine: "Mine",
  later: "Later",
  closed: "Closed",
} satisfies Record<Exclude<ThreadFilter, "active">, string>;

/** What the list asks for, from what stands in the URL; page and browser must agree. Nonsense counts as nothing. */
export function listInputOf(filter: string | null | undefined): Omit<ListThreadsInput, "cursor"> {
  return { filter: filterOf(filter), pageSize: 50 };
}

/** The filter that a word of the URL stands for. */
export function filterOf(word: string | null | undefined): ThreadFilter {
  return word && isOther(word) ? word : "active";
}

function isOther(word: string): word is keyof typeof otherFilters {
  return Object.hasOwn(otherFilters, word);
}
