import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink, type TRPCLink } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { pageLeaving } from "./page-leaving.ts";
import { transformer } from "./transformer.ts";

const mostUrlCharacters = 4_000;
/** The route takes no more. */
const mostCallsAtOnce = 20;
/** Of what outlives a page a browser takes 64 KB in all. */
const mostBytesLeaving = 48_000;

/**
 * How calls travel: those made together in one request, subscriptions over SSE. What is saved while the page is being left goes at once and
 * outlives it: a batch would wait for a timer that never comes.
 * @param url of the procedures
 */
export function callLink(url: string): TRPCLink<AnyTRPCRouter> {
  return splitLink({
    condition: ({ type }) => type === "subscription",
    true: httpSubscriptionLink({ url, transformer }),
    false: splitLink({
      condition: ({ type }) => type === "mutation" && pageLeaving.isLeaving(),
      true: httpLink({ url, transformer, fetch: fetchLeaving }),
      false: httpBatchLink({ url, transformer, maxURLLength: mostUrlCharacters, maxItems: mostCallsAtOnce }),
    }),
  });
}

type Fetch = NonNullable<Parameters<typeof httpLink>[0]["fetch"]>;

const fetchLeaving: Fetch = (address, init) => {
  const bytes = typeof init?.body === "string" ? new Blob([init.body]).size : 0;
  return fetch(address, { ...init, signal: init?.signal ?? null, keepalive: bytes < mostBytesLeaving });
};
