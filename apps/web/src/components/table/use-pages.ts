"use client";

import { useState } from "react";

/** What a table needs of a list that is read page by page, as `useInfiniteQuery` gives it. */
interface PagedList<Page> {
  data: { readonly pages: readonly Page[] } | undefined;
  error: unknown;
  isLoadingError: boolean;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
  refetch: () => Promise<unknown>;
}

/** A question to a list that failed, and how it is asked again. */
export interface FailedPages {
  /** "list": another filter, search or order. "more": the next page; all that was read is right. */
  asked: "list" | "more";
  error: unknown;
  retry: () => void;
}

interface Pages<Page> {
  /** What was read last: it stands while something else is asked for, and where that fails. */
  pages: readonly Page[] | undefined;
  /** The same for a DataTable. */
  table: {
    stale: boolean;
    more: { load: () => void; loading: boolean } | undefined;
    failed: FailedPages | undefined;
  };
}

/** A paged list as a DataTable takes it: older rows while new ones come or where they fail, and the next page while there is one. */
export function usePages<Page>(list: PagedList<Page>): Pages<Page> {
  const [kept, keep] = useState(list.data);
  // Not what the list says of its last request: a page that keeps itself up to date asks again by itself.
  const [asksMore, askMore] = useState(false);
  if (list.data !== undefined && list.data !== kept) {
    keep(list.data);
    askMore(false);
  }
  const load = () => {
    if (list.isFetchingNextPage) return;
    askMore(true);
    void list.fetchNextPage();
  };
  const more = { load, loading: list.isFetchingNextPage };
  const noMore = asksMore && list.error !== null;
  return {
    pages: (list.data ?? kept)?.pages,
    table: {
      stale: list.isPlaceholderData,
      more: list.hasNextPage ? more : undefined,
      failed: list.isLoadingError
        ? { asked: "list", error: list.error, retry: () => void list.refetch() }
        : noMore
          ? { asked: "more", error: list.error, retry: load }
          : undefined,
    },
  };
}
