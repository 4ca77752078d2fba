import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { httpStatusOf, type PublicError } from "@packpost/core/public-error";

/** Answers `ok` with an id of the request. */
export function answerOk(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/plain;charset=UTF-8",
    "content-length": 2,
    "x-request-id": randomUUID(),
  });
  response.end("ok");
}

/**
 * Answers with what may be told of a failure.
 * @param requestId stands in the answer and in the line of the log
 */
export function answerError(response: ServerResponse, error: PublicError, requestId: string): void {
  const body = Buffer.from(JSON.stringify({ error: { ...error, requestId } }));
  response.writeHead(httpStatusOf(error), {
    "content-type": "application/json",
    "content-length": body.byteLength,
    "x-request-id": requestId,
    ...(error.retryAfterSeconds !== undefined && { "retry-after": String(error.retryAfterSeconds) }),
  });
  response.end(body);
}
