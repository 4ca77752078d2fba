"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "#web/server/router.ts";
import { askForProof } from "./ask-for-proof.ts";
import { callLink } from "./call-link.ts";
import { createQueryClient } from "./create-query-client.ts";
import { watchConnection } from "./watch-connection.ts";
import { watchSession } from "./watch-session.ts";

const context = createTRPCContext<AppRouter>();

/** `const trpc = useTRPC(); useSuspenseQuery(trpc.campaign.list.queryOptions(input))` */
export const useTRPC = context.useTRPC;
/** The bare client, for a read that must not answer other components' queries. */
export const useTRPCClient = context.useTRPCClient;

let browserQueryClient: QueryClient | undefined;

/** One query client for the life of the page; on the server a new one each time. */
function getQueryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  browserQueryClient ??= createQueryClient();
  return browserQueryClient;
}

/** Gives the pages below it tRPC: calls made together travel together, subscriptions go over SSE. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient();
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [askForProof, watchSession, watchConnection, callLink("/api/trpc")],
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
