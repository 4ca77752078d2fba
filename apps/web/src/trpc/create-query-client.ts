import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";

const attempts = 3;

/** A query client as the server's pages and the browser both use it: what the server is still reading is streamed to the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A page is answered at once, whatever its answer: on the server a 404 would be asked for again for seven seconds.
        retry: (failures, error) =>
          typeof window !== "undefined" && failures < attempts && isWorthRetrying(error),
      },
      // Without a connection a press fails at once and says so: nothing is done later behind somebody's back.
      mutations: { networkMode: "always" },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** Answers below 500 stay the same however often one asks. */
function isWorthRetrying(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500;
}

function statusOf(error: unknown): number | undefined {
  const data: unknown =
    typeof error === "object" && error !== null && "data" in error ? error.data : undefined;
  const status =
    typeof data === "object" && data !== null && "httpStatus" in data ? data.httpStatus : undefined;
  return typeof status === "number" ? status : undefined;
}
