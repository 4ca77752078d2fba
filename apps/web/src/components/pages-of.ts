/** What a table needs of a list that is read page by page. */
interface PagedList {
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** A paged list as a DataTable takes it: older rows while new ones come, and the next page while there is one. */
export function pagesOf(list: PagedList): {
  stale: boolean;
  more: { load: () => void; loading: boolean } | undefined;
} {
  const more = { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage };
  return { stale: list.isPlaceholderData, more: list.hasNextPage ? more : undefined };
}
