import type { StaffActor } from "@packpost/core/access/actor";
import { attachmentIdSchema, readAttachment } from "@packpost/core/attachment/read-attachment";
import { storeAttachment } from "@packpost/core/attachment/store-attachment";
import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import * as z from "zod";
import { StaffPlaces } from "#web/server/calls/staff-places.ts";
import { createContext } from "#web/server/context.ts";
import { pacedBody, piecesOf } from "#web/server/http/paced-body.ts";
import { receiveFile } from "#web/server/http/receive-file.ts";
import { route } from "#web/server/http/route.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { readFileName } from "#web/server/picture/read-file-name.ts";
import { staffContext } from "#web/server/staff-context.ts";

type Parameters = { params: Promise<{ id: string }> };

const limits = { maxBytes: maxUploadBytes, silenceMs: 15_000, wholeMs: 120_000 };
/** Two uploads at a time for a person, four for an organisation: each holds 10 MB at most, and ends by the limits above. */
const uploads = new StaffPlaces("attachment-uploads", {
  most: Number.POSITIVE_INFINITY,
  mostOfOrganisation: 4,
  mostOfPerson: 2,
  mostWaiting: { ofOrganisation: 30, ofPerson: 10 },
  waitMs: 20_000,
  refusal: () => busy("Other pictures of yours are still on their way.", "This one was not kept."),
});
/** A page of a thread asks for some at once; each is cut when it is not read. */
const downloads = new StaffPlaces("attachment-downloads", {
  most: 200,
  mostOfOrganisation: 60,
  mostOfPerson: 12,
  mostWaiting: { ofOrganisation: 200, ofPerson: 60 },
  waitMs: 20_000,
  refusal: () => busy("Too many pictures are being opened.", "This one was not opened."),
});
const pace = { idleMs: 10_000, wholeMs: 60_000 };
const effect = "The picture was not kept.";

/**
 * Keeps a picture for a message that is being written (V13): the file is the request's body, its name in `x-file-name`
 * (percent-encoded), its thread in `?thread=`. The id in the path is the page's own: sent again it is the same picture.
 */
export const PUT = route<Parameters>("attachments/upload", async (request, { params }, requestId) => {
  const { ctx } = await staffContext(createContext(request.headers, requestId), "conversation.own_schedule", {
    ownPagesOnly: true,
    effect,
    signedOut: { effect, nextStep: "Sign in in another tab, then try again here: your text stays." },
  });
  const { attachmentId } = await idOf(params);
  const threadId = z.uuid().safeParse(new URL(request.url).searchParams.get("thread"));
  if (!threadId.success) throw noSuchPicture();
  const giveBack = await uploads.take(placeOf(ctx));
  try {
    const bytes = await receiveFile(request, limits);
    const fileName = readFileName(request.headers.get("x-file-name"));
    const input = { attachmentId, threadId: threadId.data, bytes, fileName };
    return Response.json(await storeAttachment({ ctx: { ...ctx, storage: getStorage() }, input }));
  } finally {
    giveBack();
  }
});

/** The picture, for who may see its thread now (T52): asked at every request, kept by the browser alone. */
export const GET = route<Parameters>("attachments", async (request, { params }, requestId) => {
  const { ctx } = await staffContext(createContext(request.headers, requestId), "conversation.own_schedule", {
    ownPagesOnly: false,
    effect: "Nothing was opened.",
  });
  const input = await idOf(params);
  const giveBack = await downloads.take(placeOf(ctx));
  const read = readAttachment({ ctx: { ...ctx, storage: getStorage() }, input });
  const { bytes, contentType, key } = await read.catch((error: unknown) => {
    giveBack();
    throw error;
  });
  const headers = {
    "content-type": contentType,
    // Asked anew each time: access ends with the visit.
    "cache-control": "private, no-cache",
    etag: `"${key}"`,
    "x-content-type-options": "nosniff",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'",
  };
  if (request.headers.get("if-none-match") === `"${key}"`) {
    giveBack();
    return new Response(null, { status: 304, headers });
  }
  const length = { "content-length": String(bytes.byteLength) };
  const body = pacedBody(piecesOf(bytes), { ...pace, signal: request.signal }, giveBack);
  return new Response(body, { status: 200, headers: { ...headers, ...length } });
});

async function idOf(params: Promise<{ id: string }>) {
  const input = attachmentIdSchema.safeParse({ attachmentId: (await params).id });
  if (!input.success) throw noSuchPicture();
  return input.data;
}

function placeOf({ organisationId, actor }: Context<StaffActor>) {
  return { organisationId, staffMemberId: actor.id };
}

function noSuchPicture(): PackpostError {
  return new PackpostError("not_found", "There is no such picture.");
}

function busy(message: string, told: string): PackpostError {
  return new PackpostError("unavailable", message, {
    ...{ effect: told, nextStep: "Wait until they are there, then try again.", retryAfterSeconds: 20 },
  });
}

export const dynamic = "force-dynamic";
