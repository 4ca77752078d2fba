import { isAscii } from "node:buffer";
import type { IncomingMessage } from "node:http";

/** The whole request body, or undefined when it is larger than allowed (the rest is read and thrown away). */
export async function readRequest(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maxBytes ? Buffer.concat(chunks, size) : undefined;
}

/** Parses JSON, or undefined when it is none. */
export function parseJson(bytes: Buffer): unknown {
  try {
    // Plain ASCII, as most batches are, is turned into text twice as fast as Latin-1.
    return JSON.parse(bytes.toString(isAscii(bytes) ? "latin1" : "utf8"));
  } catch {
    return undefined;
  }
}
