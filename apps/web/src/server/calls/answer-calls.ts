import type { AnyRouter, inferRouterContext } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { publicErrorOf, toTrpcError } from "#web/server/errors.ts";

/** Calls that travel in one request; a page makes fewer. */
const mostCallsAtOnce = 20;

/** Of a stream: whatever stands in between hands on each event at once, keeps none and compresses none (T10). */
const unbuffered = { "cache-control": "no-store, no-transform", "x-accel-buffering": "no" };

interface AnsweredCalls<Router extends AnyRouter, Caller> {
  /** Path under which the procedures stand. */
  readonly endpoint: string;
  readonly requestId: string;
  readonly router: Router;
  /** Who calls; asked once it is needed. */
  readonly findCaller: () => Promise<Caller | null | undefined>;
  /** Gives whoever calls a place to be worked for. @returns gives it back */
  readonly takePlace: (caller: Caller) => Promise<() => void>;
  /** Receives the body of whoever may call. */
  readonly receive: (caller: Caller) => Promise<unknown>;
  /** @param enter what a procedure awaits once it knows who calls */
  readonly createContext: (enter: (caller: Caller) => Promise<void>) => inferRouterContext<Router>;
}

/** All of tRPC for one router: queries, mutations and subscriptions (SSE). Procedures write the log lines. */
export async function answerCalls<Router extends AnyRouter, Caller>(
  request: Request,
  {
    endpoint,
    requestId,
    router,
    findCaller,
    takePlace,
    receive,
    createContext,
  }: AnsweredCalls<Router, Caller>,
): Promise<Response> {
  let place: Promise<() => void> | undefined;
  /** The calls of a request take one place, once it is known whose they are. */
  const enter = async (caller: Caller) => {
    place ??= takePlace(caller);
    await place;
  };
  const readInputs = async () => {
    const caller = await findCaller();
    return caller && receive(caller);
  };
  try {
    const answer = await fetchRequestHandler({
      endpoint,
      req: new CallsRequest(request, readInputs),
      router,
      maxBatchSize: mostCallsAtOnce,
      createContext: () => createContext(enter),
      responseMeta: ({ errors }) => ({
        headers: { "x-request-id": requestId, "cache-control": "no-store", ...retryAfter(errors) },
      }),
    });
    if (answer.headers.get("content-type") === "text/event-stream")
      for (const [name, value] of Object.entries(unbuffered)) answer.headers.set(name, value);
    return answer;
  } finally {
    // Refused or not: a place that never came is none.
    void place?.then((giveBack) => giveBack()).catch(() => undefined);
  }
}

/**
 * A request whose body nobody has read: tRPC asks for it when a procedure wants its input, after the walls that procedures are
 * made with. So strangers, roles that may not, and calls of nothing are refused before a byte of it is held.
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
