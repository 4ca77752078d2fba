import { PackpostError } from "@packpost/core/errors";

interface Limits {
  readonly maxBytes: number;
  /** Without a byte, in milliseconds. */
  readonly silenceMs: number;
  /** From the first byte to the last, in milliseconds. */
  readonly wholeMs: number;
}

/**
 * Receives a file that is a request's body: never more of it than the limit, never half of it, and in bounded time, so
 * that a sender who stops holds nothing of ours.
 * @throws {PackpostError} too_large, or invalid_input for an upload that was cut or is too slow
 */
export async function receiveFile(request: Request, limits: Limits): Promise<Uint8Array> {
  const { maxBytes } = limits;
  const declared = readLength(request.headers.get("content-length"));
  if (declared !== null && declared > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  if (reader === undefined) throw cut("The upload holds no file.");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const until = Date.now() + limits.wholeMs;
  try {
    for (;;) {
      const leftMs = Math.min(limits.silenceMs, until - Date.now());
      const { done, value } = await inTime(reader.read(), leftMs);
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(value);
    }
  } catch (error) {
    // Not waited for: a body that hangs would hang its end too.
    void reader.cancel().catch(() => undefined);
    throw error instanceof PackpostError ? error : cut("The upload broke off.");
  }
  if (declared !== null && declared !== size) throw cut("The upload broke off.");
  return Buffer.concat(chunks);
}

function readLength(header: string | null): number | null {
  if (header === null) return null;
  if (!/^\d{1,15}$/.test(header)) throw cut("The upload does not say its length.");
  return Number(header);
}

function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(cut("The upload came too slowly.")), Math.max(0, limitMs));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function tooLarge(maxBytes: number): PackpostError {
  return new PackpostError("too_large", `This file is larger than ${maxBytes / 1024 / 1024} MB.`, {
    effect: "It was not kept.",
    nextStep: "Make it smaller first: a photo about 1,100 pixels wide is enough for a mail.",
  });
}

function cut(message: string): PackpostError {
  return new PackpostError("invalid_input", message, {
    effect: "Nothing was kept.",
    nextStep: "Check the connection, then try again.",
  });
}
