import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { callPlaces } from "#web/server/calls/call-places.ts";
import { receiveCalls } from "#web/server/calls/receive-calls.ts";
import { createContext } from "#web/server/context.ts";
import { publicErrorOf, toTrpcError } from "#web/server/errors.ts";
import { appRouter } from "#web/server/router.ts";

/** Calls that travel in one request; a page makes fewer. */
const mostCallsAtOnce = 20;

/** All of tRPC: queries, mutations and subscriptions (SSE). Procedures write the log lines. */
async function handle(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID();
  const context = createContext(request.headers, requestId);
  let place: Promise<() => void> | undefined;
  /** The calls of a request take one place, once it is known whose they are. */
  const enter: typeof context.enter = async (staff) => {
    place ??= callPlaces.take(staff);
    await place;
  };
  const readInputs = async () => {
    const staff = await context.findStaff();
    return staff && receiveCalls(request, staff);
  };
  try {
    return await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: new CallsRequest(request, readInputs),
      router: appRouter,
      maxBatchSize: mostCallsAtOnce,
      createContext: () => ({ ...context, enter }),
      responseMeta: ({ errors }) => ({
        headers: { "x-request-id": requestId, "cache-control": "no-store", ...retryAfter(errors) },
      }),
    });
  } finally {
    // Refused or not: a place that never came is none.
    void place?.then((giveBack) => giveBack()).catch(() => undefined);
  }
}

/**
 * A request whose body nobody has read: tRPC asks for it when a procedure wants its input, after the walls of
 * `permitted`. So strangers, roles that may not, and calls of nothing are refused before a byte of it is held.
 */
class CallsRequest extends Request {
  override readonly json: () => Promise<unknown>;

  constructor({ url, method, headers, signal }: Request, readInputs: () => Promise<unknown>) {
    super(url, { method, headers, signal });
    this.json = () =>
      readInputs().catch((error: unknown) => {
        throw error instanceof SyntaxError ? error : toTrpcError(error);
      });
  }
}

/** When to come back, if a call was refused for now; the longest wait of a batch. */
function retryAfter(errors: readonly unknown[]): { "retry-after"?: string } {
  const seconds = errors.flatMap((error) => publicErrorOf(error).retryAfterSeconds ?? []);
  return seconds.length === 0 ? {} : { "retry-after": String(Math.max(...seconds)) };
}

export const dynamic = "force-dynamic";
export { handle as GET, handle as POST };
