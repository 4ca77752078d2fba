import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "#web/server/context.ts";
import { publicErrorOf } from "#web/server/errors.ts";
import { readLimitedBody } from "#web/server/http/read-limited-body.ts";
import { appRouter } from "#web/server/router.ts";

const maxBodyBytes = 1024 * 1024;
/** Calls that travel in one request; a page makes fewer. */
const mostCallsAtOnce = 20;

/** All of tRPC: queries, mutations and subscriptions (SSE). Procedures write the log lines. */
async function handle(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID();
  const body = request.method === "POST" ? await readLimitedBody(request, maxBodyBytes) : null;
  const { url, method, headers, signal } = request;
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(url, { method, headers, signal, body: body === "too_large" ? null : body }),
    router: appRouter,
    maxBatchSize: mostCallsAtOnce,
    createContext: () => createContext(headers, requestId, body === "too_large"),
    responseMeta: ({ errors }) => ({
      headers: { "x-request-id": requestId, "cache-control": "no-store", ...retryAfter(errors) },
    }),
  });
}

/** When to come back, if a call was refused for now; the longest wait of a batch. */
function retryAfter(errors: readonly unknown[]): { "retry-after"?: string } {
  const seconds = errors.flatMap((error) => publicErrorOf(error).retryAfterSeconds ?? []);
  return seconds.length === 0 ? {} : { "retry-after": String(Math.max(...seconds)) };
}

export const dynamic = "force-dynamic";
export { handle as GET, handle as POST };
