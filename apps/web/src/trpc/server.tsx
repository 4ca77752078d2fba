import "server-only";

import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
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

/** Hands what was prefetched to the browser. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getPageQueryClient())}>{children}</HydrationBoundary>;
}
