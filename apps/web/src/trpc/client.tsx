"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "#web/server/router.ts";
import { createQueryClient } from "./create-query-client.ts";

const context = createTRPCContext<AppRouter>();

/** `const trpc = useTRPC(); useSuspenseQuery(trpc.campaign.list.queryOptions(input))` */
export const useTRPC = context.useTRPC;

const url = "/api/trpc";
const mostUrlCharacters = 4_000;
/** The route takes no more. */
const mostCallsAtOnce = 20;
let browserQueryClient: QueryClient | undefined;

/** One query client for the life of the page; on the server a new one each time. */
function getQueryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  browserQueryClient ??= createQueryClient(signInAgain);
  return browserQueryClient;
}

/** Until then a refused query is no news: somebody is signing out, and a page that was being kept up has asked once more. */
let leavingUntil = 0;
const leaveMs = 15_000;

/** Says that the session is about to end because somebody wants it to. */
export function expectSignOut(): void {
  leavingUntil = Date.now() + leaveMs;
}

/** The session has ended: sign in, and come back here. Mutations say so in place instead, so that nothing typed is lost. */
function signInAgain(): void {
  if (Date.now() < leavingUntil) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Gives the pages below it tRPC: calls made together travel together, subscriptions go over SSE. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient();
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url, transformer: superjson }),
          false: httpBatchLink({
            url,
            transformer: superjson,
            maxURLLength: mostUrlCharacters,
            maxItems: mostCallsAtOnce,
          }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
