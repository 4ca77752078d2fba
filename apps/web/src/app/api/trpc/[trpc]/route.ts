import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext, type RequestContext } from "#web/server/context.ts";
import { publicErrorOf } from "#web/server/errors.ts";
import { isWithin, readLimitedBody } from "#web/server/http/read-limited-body.ts";
import { appRouter } from "#web/server/router.ts";

const maxBodyBytes = 1024 * 1024;
/** Calls that travel in one request; a page makes fewer. */
const mostCallsAtOnce = 20;

/** All of tRPC: queries, mutations and subscriptions (SSE). Procedures write the log lines. */
async function handle(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID();
  const { url, method, headers, signal } = request;
  const context = createContext(headers, requestId);
  const body = method === "POST" ? await readBody(request, context) : null;
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(url, { method, headers, signal, body: body === "too_large" ? null : body }),
    router: appRouter,
    maxBatchSize: mostCallsAtOnce,
    createContext: () => ({ ...context, bodyTooLarge: body === "too_large" }),
    responseMeta: ({ errors }) => ({
      headers: { "x-request-id": requestId, "cache-control": "no-store", ...retryAfter(errors) },
    }),
  });
}

/**
 * The body of whoever is signed in. No procedure does anything for strangers, so what they send is not held: thousands of
 * them could each send a megabyte as slowly as they like.
 */
async function readBody(request: Request, { findStaff }: RequestContext) {
  // Whatever goes wrong with the look-up, the procedure meets it too, and says so.
  const staff = await findStaff().catch(() => undefined);
  if (staff !== undefined) return readLimitedBody(request, maxBodyBytes);
  return (await isWithin(request, maxBodyBytes)) ? null : "too_large";
}

/** When to come back, if a call was refused for now; the longest wait of a batch. */
function retryAfter(errors: readonly unknown[]): { "retry-after"?: string } {
  const seconds = errors.flatMap((error) => publicErrorOf(error).retryAfterSeconds ?? []);
  return seconds.length === 0 ? {} : { "retry-after": String(Math.max(...seconds)) };
}

export const dynamic = "force-dynamic";
export { handle as GET, handle as POST };
