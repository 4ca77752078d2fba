"use client";

import { useEffect, useEffectEvent, useState } from "react";

/** What it needs of a list that is read page by page, as `useInfiniteQuery` gives it. */
interface MoreOptions {
  data: { readonly pages: readonly unknown[] } | undefined;
  error: unknown;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list. */
export interface More {
  loading: boolean;
  load: () => void;
  /** Why it was asked for and did not come; null = nothing failed. */
  error: unknown;
}

/**
 * "Show more" of a list that others change while one looks. Reading the list anew gives up a page that was just asked
 * for, so it is asked for again until it is there.
 *
 * @param list that is read
 * @returns null = this is all
 */
export function useMore(list: MoreOptions): More | null {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  // Of another filter or order nobody has asked for more.
  const pages = list.isPlaceholderData ? 0 : (list.data?.pages.length ?? 0);
  const [wanted, want] = useState<number | null>(null);
  if (wanted !== null && (pages === 0 || pages >= wanted)) want(null);
  const isDue = wanted !== null && hasNextPage && !isFetching && !isFetchNextPageError;
  const ask = useEffectEvent(() => void fetchNextPage());
  useEffect(() => {
    if (isDue) ask();
  }, [isDue]);
  if (!hasNextPage) return null;
  return {
    loading: wanted !== null && (isFetching || !isFetchNextPageError),
    load: () => {
      if (pages === 0) return;
      want(pages + 1);
      if (isFetchNextPageError) void fetchNextPage();
    },
    // A page that keeps itself up to date asks for the list again by itself, and its last request is not the one for more.
    error: wanted === null ? null : list.error,
  };
}
