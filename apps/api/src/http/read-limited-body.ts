import type { IncomingMessage } from "node:http";

/**
 * Reads a request's body up to a limit, without holding more than that in memory. What is beyond it is read and dropped, so
 * that the client gets its answer.
 * @param maxBytes the limit in bytes
 * @throws Error when the client goes away before the end
 */
export function readLimitedBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | "too_large"> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => {
      request.removeAllListeners("data").resume();
      resolve("too_large");
    };
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
      tooLarge();
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > maxBytes) tooLarge();
      else chunks.push(chunk);
    });
    request.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once("error", reject);
  });
}
