/** How much of a body is taken, and how long its sender may take for it. */
export interface BodyLimits {
  readonly maxBytes: number;
  /** Without a byte, in milliseconds. */
  readonly silenceMs: number;
  /** From the first byte to the last, in milliseconds. */
  readonly wholeMs: number;
}

/** Why a body was not taken; `cut`: it broke off, or is not what it says of itself. */
export type BodyRefusal = "too_large" | "too_slow" | "cut";

/** A body that was not taken whole. */
export class RefusedBody extends Error {
  readonly why: BodyRefusal;

  constructor(why: BodyRefusal, cause?: unknown) {
    super(`The body is ${why}`, { cause });
    this.name = "RefusedBody";
    this.why = why;
  }
}

/** What is read and dropped of a refused body, so that its sender gets the answer. */
const dropped = { bytes: 8 * 1024 * 1024, ms: 10_000 };

/**
 * A request's body as it comes, never more of it than the limit, and in bounded time, so that a sender who stops holds
 * nothing of ours. Nothing is read before the first piece is asked for.
 * @throws {RefusedBody}
 */
export async function* readPieces(request: Request, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const declared = readLength(request.headers.get("content-length"));
  // Not begun: the platform drops by itself what nobody has read.
  if (declared !== null && declared > limits.maxBytes) throw new RefusedBody("too_large");
  if (request.body === null) return;
  const reader = request.body.getReader();
  const until = performance.now() + limits.wholeMs;
  let size = 0;
  let isWhole = false;
  try {
    for (;;) {
      const leftMs = Math.min(limits.silenceMs, until - performance.now());
      const { done, value } = await inTime(reader.read(), leftMs);
      if (done) break;
      size += value.byteLength;
      if (size > limits.maxBytes) throw new RefusedBody("too_large");
      yield value;
    }
    isWhole = true;
  } catch (error) {
    throw error instanceof RefusedBody ? error : new RefusedBody("cut", error);
  } finally {
    if (!isWhole) void dropRest(reader);
  }
  if (declared !== null && declared !== size) throw new RefusedBody("cut");
}

function readLength(header: string | null): number | null {
  if (header === null) return null;
  if (!/^\d{1,15}$/.test(header)) throw new RefusedBody("cut");
  return Number(header);
}

/** Ending it at once would end the connection, before the answer has gone. */
async function dropRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const until = performance.now() + dropped.ms;
  try {
    for (let left = dropped.bytes; left > 0; ) {
      const { done, value } = await inTime(reader.read(), until - performance.now());
      if (done) return;
      left -= value.byteLength;
    }
  } catch {
    // It has broken off, or comes no more.
  }
  // Not waited for: a body that hangs would hang its end too.
  void reader.cancel().catch(() => undefined);
}

function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new RefusedBody("too_slow")), Math.max(0, limitMs));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
