"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** Beside messages only the best families are shown: whoever looks for another one types on. */
const mostFamilies = 4;

/** Families, strangers and messages that a term finds, each asked for on its own: the quicker one does not wait. */
export function useResults(term: string) {
  const trpc = useTRPC();
  const enabled =
    [...term].length > 1 || /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(term);
  const kept = { enabled, placeholderData: keepPreviousData } as const;
  const families = useQuery(trpc.conversation.findFamilies.queryOptions({ term }, kept));
  const strangers = useQuery(trpc.conversation.findStrangers.queryOptions({ term }, kept));
  const messages = useInfiniteQuery(
    trpc.conversation.search.infiniteQueryOptions(
      { term, pageSize: 20 },
      { ...kept, getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const all = [families, strangers, messages];
  return {
    tooShort: !enabled,
    families: (enabled && families.data?.slice(0, mostFamilies)) || [],
    strangers: (enabled && strangers.data?.slice(0, mostFamilies)) || [],
    hits: (enabled && messages.data?.pages.flatMap(({ hits }) => hits)) || [],
    /** Nothing is there yet to be shown. */
    pending: enabled && all.some(({ data, error }) => data === undefined && error === null),
    /** What is shown belongs to what was typed before. */
    stale: enabled && all.some(({ isPlaceholderData }) => isPlaceholderData),
    error: enabled ? (all.find(({ error }) => error !== null)?.error ?? null) : null,
    retry: () => void Promise.all(all.filter(({ error }) => error !== null).map(({ refetch }) => refetch())),
    more: messages.hasNextPage
      ? { load: () => void messages.fetchNextPage(), loading: messages.isFetchingNextPage }
      : null,
  };
}
