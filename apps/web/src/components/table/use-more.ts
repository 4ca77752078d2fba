"use client";

import { useEffect, useEffectEvent, useState } from "react";

/** What it needs of a list that is read page by page, as `useInfiniteQuery` gives it. */
interface MoreOptions {
  data: { readonly pages: readonly unknown[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/**
 * "Show more" of a list that others change while one looks. Reading the list anew gives up a page that was just asked
 * for, so it is asked for again until it is there.
 *
 * @param list that is read
 * @param question what it was asked for, e.g. a filter: of another one nobody has asked for more
 * @returns null = this is all
 */
export function useMore(list: MoreOptions, question = ""): { loading: boolean; load: () => void } | null {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const pages = list.data?.pages.length ?? 0;
  const [wanted, want] = useState({ question, pages: 0 });
  const waits = wanted.question === question && pages < wanted.pages && hasNextPage;
  const isDue = waits && !isFetching && !isFetchNextPageError;
  const ask = useEffectEvent(() => void fetchNextPage());
  useEffect(() => {
    if (isDue) ask();
  }, [isDue]);
  if (!hasNextPage) return null;
  return {
    loading: waits && !isFetchNextPageError,
    load: () => {
      want({ question, pages: pages + 1 });
      if (isFetchNextPageError) void fetchNextPage();
    },
  };
}
