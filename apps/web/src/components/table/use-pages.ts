"use client";

import { useState } from "react";
import { useMore } from "./use-more.ts";

/** What a table needs of a list that is read page by page, as `useInfiniteQuery` gives it. */
interface PagedList<Page> {
  data: { readonly pages: readonly Page[] } | undefined;
  error: unknown;
  isLoadingError: boolean;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchNextPageError: boolean;
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
  if (list.data !== undefined && list.data !== kept) keep(list.data);
  const more = useMore(list);
  return {
    pages: (list.data ?? kept)?.pages,
    table: {
      stale: list.isPlaceholderData,
      more: more ?? undefined,
      failed: list.isLoadingError
        ? { asked: "list", error: list.error, retry: () => void list.refetch() }
        : more !== null && more.error !== null
          ? { asked: "more", error: more.error, retry: more.load }
          : undefined,
    },
  };
}
