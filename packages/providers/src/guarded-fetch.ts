import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { CallDeadline } from "./send-outcome.ts";

/** What happened on the wire; the official client's errors do not tell. */
export interface WireFacts {
  /** The last byte of the request was handed to the socket: before that no server can have accepted it. */
  whole: boolean;
  /** The deadline had passed before the last byte. */
  tooLate: boolean;
  /** Status of an answer that came whole; 0 = none did. */
  status: number;
  /** The reply's `Retry-After`, in milliseconds. */
  retryAfterMs: number | undefined;
}

export interface GuardedCall {
  readonly deadline: CallDeadline;
  readonly signal: AbortSignal | undefined;
  readonly wire: WireFacts;
  /** The request's body, where the client is not to write it itself. */
  readonly body?: Buffer;
}

// Idle sockets close before a server's usual 5 s, so that a reused one is rarely a dead one.
const agentOptions = { keepAlive: true, timeout: 4_000, maxFreeSockets: 16 };
const httpAgent = new http.Agent(agentOptions);
const httpsAgent = new https.Agent(agentOptions);

const chunkBytes = 256 * 1024;

/**
 * A `fetch` for the official client that never starts a request after its deadline.
 *
 * Guaranteed: the deadline is read when the socket is connected (TLS included), in the same turn of the event
 * loop as the first write, and again before every 256 KB; the last byte goes only after everything before it has
 * left and the deadline was read once more. So a process stopped anywhere before that and continued later
 * leaves at most a request without its end, which no server accepts. At the deadline the socket is destroyed.
 * Not excluded: a stop within the microseconds between the last look and the kernel's write.
 */
export function guardedFetch(call: GuardedCall): (input: unknown, init?: RequestInit) => Promise<Response> {
  return (input, init) => {
    const url = new URL(String(input));
    const signals = [init?.signal, call.signal].filter((signal) => signal != null);
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    if (call.deadline.remainingMs() <= 0) {
      call.wire.tooLate = true;
      return Promise.reject(new Error("the deadline has passed"));
    }
    const body = call.body ?? Buffer.from(typeof init?.body === "string" ? init.body : "");
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: init?.method ?? "GET",
      headers: {
        ...Object.fromEntries(new Headers(init?.headers)),
        ...(body.length > 0 && { "content-length": body.length }),
      },
      agent: url.protocol === "https:" ? httpsAgent : httpAgent,
    });

    const expire = () => {
      call.wire.tooLate = !call.wire.whole;
      request.destroy(new Error("cut off at the deadline"));
    };
    const abort = () => request.destroy(new Error("cancelled"));
    const timer = setTimeout(expire, Math.min(call.deadline.remainingMs(), 0x7fffffff));
    const abortSignal = AbortSignal.any(signals);
    abortSignal.addEventListener("abort", abort, { once: true });
    if (abortSignal.aborted) abort();

    request.on("socket", (socket) =>
      whenReady(request, socket, () => {
        if (!request.destroyed) writeGuarded(request, body, call, expire);
      }),
    );
    let answered = false;
    request.on("response", (response) => {
      answered = true;
      readReply(response, call.wire).then(resolve, reject);
    });
    request.on("error", reject);
    request.on("close", () => {
      clearTimeout(timer);
      abortSignal.removeEventListener("abort", abort);
      // A reply cut short fails where it is read.
      if (!answered) reject(new Error("the connection closed without an answer"));
    });
    return promise;
  };
}

function whenReady(request: http.ClientRequest, socket: Socket, ready: () => void): void {
  if (request.reusedSocket) ready();
  else if (socket instanceof TLSSocket) socket.once("secureConnect", ready);
  else if (socket.connecting) socket.once("connect", ready);
  else ready();
}

function writeGuarded(
  request: http.ClientRequest,
  body: Buffer,
  call: GuardedCall,
  expire: () => void,
): void {
  let offset = 0;
  const writeNext = () => {
    if (request.destroyed) return;
    if (call.deadline.remainingMs() <= 0) return expire();
    const rest = body.length - offset;
    if (rest <= 1) {
      call.wire.whole = true;
      request.end(body.subarray(offset));
      return;
    }
    const chunk = body.subarray(offset, offset + Math.min(chunkBytes, rest - 1));
    offset += chunk.length;
    request.write(chunk, (error) => {
      if (!error) writeNext();
    });
  };
  writeNext();
}

async function readReply(response: http.IncomingMessage, wire: WireFacts): Promise<Response> {
  wire.retryAfterMs = parseRetryAfter(response.headers["retry-after"]);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const status = response.statusCode ?? 0;
  const text = Buffer.concat(chunks).toString("utf8");
  wire.status = status;
  // 1xx and bodiless answers cannot be built as a Response with a body.
  return new Response(status === 204 || status === 304 ? null : text, {
    status: status < 200 ? 502 : status,
    headers: { "content-type": response.headers["content-type"] ?? "application/json" },
  });
}

/**
 * `Retry-After` in milliseconds (RFC 9110 10.2.3: seconds or a date), capped at an hour. None at all is said of one under a
 * second: clocks that differ put dates into the past, and asking again at once is what a 429 forbids.
 */
export function parseRetryAfter(header: string | undefined, nowMs = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return ms >= 1_000 ? Math.min(ms, 3_600_000) : undefined;
}
