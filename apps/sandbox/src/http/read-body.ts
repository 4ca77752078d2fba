import { isAscii } from "node:buffer";
import type { IncomingMessage } from "node:http";

/** The whole request body; Hono's own readers copy a batch of megabytes twice more. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The body as JSON, or undefined when it is none. */
export function parseJson(raw: Buffer): unknown {
  try {
    // Plain ASCII, as most batches are, is turned into text twice as fast as Latin-1.
    return JSON.parse(raw.toString(isAscii(raw) ? "latin1" : "utf8"));
  } catch {
    return undefined;
  }
}
