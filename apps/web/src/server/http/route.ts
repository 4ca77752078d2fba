import { httpStatusOf } from "@packpost/core/public-error";
import { publicErrorOf } from "#web/server/errors.ts";
import { log } from "#web/server/log.ts";

type Handler<Context> = (request: Request, context: Context, requestId: string) => Promise<Response>;

/**
 * Wraps a route handler: a request id in the response and in the log line, one line per request, errors mapped to HTTP.
 * What a handler does not say how to keep is kept by nobody: caches keep even a 404 by a rule of their own (RFC 9111, 4.2.2).
 *
 * @param name route name for the log, without ids or tokens
 * @param handler does the work; may throw a PackpostError
 */
export function route<Context>(name: string, handler: Handler<Context>) {
  return async (request: Request, context: Context): Promise<Response> => {
    const requestId = crypto.randomUUID();
    const startedMs = performance.now();
    const response = await handler(request, context, requestId).catch((error: unknown) => {
      const shown = publicErrorOf(error);
      log[shown.code === "internal" ? "error" : "info"](
        { err: error, requestId, route: name },
        "request failed",
      );
      const retryAfter =
        shown.retryAfterSeconds === undefined ? {} : { "retry-after": String(shown.retryAfterSeconds) };
      // Said in a header, too: an answer to HEAD has no body.
      const headers = { ...retryAfter, "x-error-code": shown.code };
      return Response.json({ error: { ...shown, requestId } }, { status: httpStatusOf(shown), headers });
    });
    const answered = withRequestId(response, requestId);
    const durationMs = Math.round(performance.now() - startedMs);
    log.info(
      { requestId, route: name, method: request.method, status: answered.status, durationMs },
      "request",
    );
    return answered;
  };
}

/** The same response with its request id; some responses have frozen headers, so it is made anew. */
function withRequestId(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  headers.set("x-request-id", requestId);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
