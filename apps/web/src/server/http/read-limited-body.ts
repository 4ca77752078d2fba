/**
 * Reads a request's body up to a limit, without holding more than that in memory.
 *
 * @param request the request, body unread
 * @param maxBytes the limit in bytes
 * @returns the body, or "too_large"
 */
export async function readLimitedBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | "too_large"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return "too_large";
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) return "too_large";
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/**
 * Whether a request's body is within a limit; it is read and not kept.
 *
 * @param request the request, body unread
 * @param maxBytes the limit in bytes
 */
export async function isWithin(request: Request, maxBytes: number): Promise<boolean> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return false;
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return false;
  }
  return true;
}
