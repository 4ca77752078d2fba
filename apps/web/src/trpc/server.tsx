import "server-only";

import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { getPageContext } from "#web/server/page-context.ts";
import { appRouter } from "#web/server/router.ts";
import { getPageQueryClient } from "./page-query-client.ts";

/** For pages: `prefetch(trpc.campaign.list.queryOptions(input))`, then `<Hydrate>` around the component that reads it. */
export const trpc = createTRPCOptionsProxy({
  ctx: getPageContext,
  router: appRouter,
  queryClient: getPageQueryClient,
});

/**
 * Starts reading what the page's components will ask for. Not awaited, the rows stream in; awaited, they are in the first paint.
 *
 * @param options of a query procedure
 */
export async function prefetch<TData, TKey extends QueryKey>(
  options: FetchQueryOptions<TData, Error, TData, TKey>,
): Promise<void> {
  await getPageQueryClient().prefetchQuery(options);
}

/** Hands what was prefetched to the browser. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getPageQueryClient())}>{children}</HydrationBoundary>;
}
