import { discardUpload } from "@packpost/core/attachment/discard-upload";
import { attachmentIdSchema, readAttachment } from "@packpost/core/attachment/read-attachment";
import { storeAttachment } from "@packpost/core/attachment/store-attachment";
import type { Context, StorageContext } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { pacedBody, piecesOf } from "#web/server/http/paced-body.ts";
import { rangeOf } from "#web/server/http/range-of.ts";
import { receiveFile } from "#web/server/http/receive-file.ts";
import { getStorage } from "./get-storage.ts";
import { readFileName } from "./read-file-name.ts";

const limits = { maxBytes: maxUploadBytes, silenceMs: 15_000, wholeMs: 120_000 };
const pace = { idleMs: 10_000, wholeMs: 60_000 };

/**
 * Takes in a picture that is the request's body, its name in `x-file-name` (percent-encoded), for a message being written (V13).
 * @param giveBack of the place that was taken for it
 */
export async function takeAttachment(
  request: Request,
  ctx: Context,
  { attachmentId, threadId }: { attachmentId: string; threadId: string },
  giveBack: () => void,
): Promise<Response> {
  try {
    const bytes = await receiveFile(request, limits);
    const fileName = readFileName(request.headers.get("x-file-name"));
    const input = { attachmentId, threadId, bytes, fileName };
    return Response.json(await storeAttachment({ ctx: withStorage(ctx), input }));
  } finally {
    giveBack();
  }
}

/**
 * Answers with a picture for who may see its thread now (T52): kept by the browser alone, asked anew each time, since access ends.
 * @param giveBack of the place that was taken for it; called once the reader has it all, or has stopped
 */
export async function answerAttachment(
  request: Request,
  ctx: Context,
  attachmentId: string,
  giveBack: () => void,
): Promise<Response> {
  const read = readAttachment({ ctx: withStorage(ctx), input: { attachmentId } });
  const { bytes, contentType, key, downloadAs } = await read.catch((error: unknown) => {
    giveBack();
    throw error;
  });
  const headers = {
    "content-type": contentType,
    "cache-control": "private, no-cache",
    etag: `"${key}"`,
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    // What somebody else made is never opened as a page of ours, whatever it says it is.
    "content-disposition":
      downloadAs === null ? "inline" : `attachment; filename*=UTF-8''${percentEncode(downloadAs)}`,
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (request.headers.get("if-none-match") === `"${key}"`) {
    giveBack();
    return new Response(null, { status: 304, headers });
  }
  const whole = bytes.byteLength;
  const isSame = [null, `"${key}"`].includes(request.headers.get("if-range"));
  const range = isSame ? rangeOf(request.headers.get("range"), whole) : null;
  if (range === "beyond") {
    giveBack();
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${whole}` } });
  }
  const { start, end } = range ?? { start: 0, end: whole };
  const part = range && { "content-range": `bytes ${start}-${end - 1}/${whole}` };
  const body = pacedBody(piecesOf(bytes.subarray(start, end)), { ...pace, signal: request.signal }, giveBack);
  return new Response(body, {
    status: range === null ? 200 : 206,
    headers: { ...headers, ...part, "content-length": String(end - start) },
  });
}

/** As RFC 8187 wants a name in a header. */
function percentEncode(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Takes a picture out of its uploader's message (V13). */
export async function dropAttachment(ctx: Context, attachmentId: string): Promise<Response> {
  await discardUpload({ ctx: withStorage(ctx), input: { attachmentId } });
  return new Response(null, { status: 204 });
}

/** The id in an address. @throws not_found for what is none */
export function attachmentIdOf(id: string): string {
  const input = attachmentIdSchema.safeParse({ attachmentId: id });
  if (!input.success) throw noSuchPicture();
  return input.data.attachmentId;
}

export function noSuchPicture(): PackpostError {
  return new PackpostError("not_found", "There is no such picture.");
}

function withStorage(ctx: Context): StorageContext {
  return { ...ctx, storage: getStorage() };
}
