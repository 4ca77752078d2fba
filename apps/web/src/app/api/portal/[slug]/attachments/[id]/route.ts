import { portalActor } from "@packpost/core/access/actor";
import { attachmentIdSchema, readAttachment } from "@packpost/core/attachment/read-attachment";
import { storeAttachment } from "@packpost/core/attachment/store-attachment";
import { PackpostError } from "@packpost/core/errors";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { ownThread } from "@packpost/core/portal/own-thread";
import { StaffPlaces } from "#web/server/calls/staff-places.ts";
import { pacedBody, piecesOf } from "#web/server/http/paced-body.ts";
import { receiveFile } from "#web/server/http/receive-file.ts";
import { route } from "#web/server/http/route.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { readFileName } from "#web/server/picture/read-file-name.ts";
import { portalOf } from "#web/server/portal/find-customer.ts";
import { createPortalRequest } from "#web/server/portal/portal-request.ts";
import { verbContext } from "#web/server/verb-context.ts";

type Parameters = { params: Promise<{ slug: string; id: string }> };

const limits = { maxBytes: maxUploadBytes, silenceMs: 15_000, wholeMs: 120_000 };
const pace = { idleMs: 10_000, wholeMs: 60_000 };
const busy = () =>
  new PackpostError("unavailable", "Too many pictures are on their way.", { retryAfterSeconds: 20 });
/** Lines of their own: the team's pictures are not behind customers'. */
const uploads = new StaffPlaces("portal-uploads", {
  ...{ most: 16, mostOfOrganisation: 4, mostOfPerson: 1, waitMs: 20_000, refusal: busy },
  mostWaiting: { ofOrganisation: 30, ofPerson: 6 },
});
const downloads = new StaffPlaces("portal-downloads", {
  ...{ most: 120, mostOfOrganisation: 60, mostOfPerson: 8, waitMs: 20_000, refusal: busy },
  mostWaiting: { ofOrganisation: 200, ofPerson: 60 },
});

/** Keeps a picture for a message that the signed-in customer is writing (V13); sent again with its id it is the same. */
export const PUT = route<Parameters>("portal/attachments/upload", async (request, { params }, requestId) => {
  const { ctx, request: asked, attachmentId, owner } = await contextOf(request, await params, requestId);
  if (!asked.fromOwnOrigin) throw new PackpostError("forbidden", "This came from another site.");
  const { threadId } = await ownThread(ctx);
  const giveBack = await uploads.take(owner);
  try {
    const bytes = await receiveFile(request, limits);
    const fileName = readFileName(request.headers.get("x-file-name"));
    return Response.json(await storeAttachment({ ctx, input: { attachmentId, threadId, bytes, fileName } }));
  } finally {
    giveBack();
  }
});

/** A picture of the family's thread (T52): who may see it is asked at every request, kept by the browser alone. */
export const GET = route<Parameters>("portal/attachments", async (request, { params }, requestId) => {
  const { ctx, attachmentId, owner } = await contextOf(request, await params, requestId);
  const giveBack = await downloads.take(owner);
  const read = readAttachment({ ctx, input: { attachmentId } });
  const { bytes, contentType, key } = await read.catch((error: unknown) => {
    giveBack();
    throw error;
  });
  const headers = {
    "content-type": contentType,
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

async function contextOf(
  { headers }: Request,
  { slug, id }: { slug: string; id: string },
  requestId: string,
) {
  const portal = await portalOf(slug);
  const input = attachmentIdSchema.safeParse({ attachmentId: id });
  if (portal === null || !input.success) throw new PackpostError("not_found", "There is no such picture.");
  const request = createPortalRequest(headers, portal, requestId);
  const customer = await request.findCustomer();
  if (customer === null) throw new PackpostError("unauthenticated", "You are signed out.");
  const ctx = await verbContext(portal.organisationId, portalActor(customer.customerId));
  const owner = { organisationId: portal.organisationId, staffMemberId: customer.customerId };
  return { ctx: { ...ctx, storage: getStorage() }, request, owner, ...input.data };
}

export const dynamic = "force-dynamic";
