import { portalActor } from "@packpost/core/access/actor";
import { PackpostError } from "@packpost/core/errors";
import { ownThread } from "@packpost/core/portal/own-thread";
import { PersonPlaces } from "#web/server/calls/person-places.ts";
import { route } from "#web/server/http/route.ts";
import {
  answerAttachment,
  attachmentIdOf,
  dropAttachment,
  noSuchPicture,
  takeAttachment,
} from "#web/server/picture/attachment-door.ts";
import { portalOf } from "#web/server/portal/find-customer.ts";
import { createPortalRequest } from "#web/server/portal/portal-request.ts";
import { verbContext } from "#web/server/verb-context.ts";

type Parameters = { params: Promise<{ slug: string; id: string }> };

const busy = () =>
  new PackpostError("unavailable", "Too many pictures are on their way.", { retryAfterSeconds: 20 });
/** Lines of their own: the team's pictures are not behind customers'. */
const uploads = new PersonPlaces("portal-uploads", {
  ...{ most: 16, mostOfOrganisation: 4, mostOfPerson: 1, waitMs: 20_000, refusal: busy },
  mostWaiting: { ofOrganisation: 30, ofPerson: 6 },
});
const downloads = new PersonPlaces("portal-downloads", {
  ...{ most: 120, mostOfOrganisation: 60, mostOfPerson: 8, waitMs: 20_000, refusal: busy },
  mostWaiting: { ofOrganisation: 200, ofPerson: 60 },
});

/** Keeps a picture for a message that the signed-in customer is writing (V13); sent again with its id it is the same. */
export const PUT = route<Parameters>("portal/attachments/upload", async (request, { params }, requestId) => {
  const { ctx, request: asked, attachmentId, owner } = await contextOf(request, await params, requestId);
  if (!asked.fromOwnOrigin) throw new PackpostError("forbidden", "This came from another site.");
  const { threadId } = await ownThread(ctx);
  return takeAttachment(request, ctx, { attachmentId, threadId }, await uploads.take(owner));
});

/** A picture of the family's thread (T52): who may see it is asked at every request, kept by the browser alone. */
export const GET = route<Parameters>("portal/attachments", async (request, { params }, requestId) => {
  const { ctx, attachmentId, owner } = await contextOf(request, await params, requestId);
  return answerAttachment(request, ctx, attachmentId, await downloads.take(owner));
});

/** Takes a picture out of a message that is not sent yet. */
export const DELETE = route<Parameters>(
  "portal/attachments/discard",
  async (request, { params }, requestId) => {
    const { ctx, request: asked, attachmentId } = await contextOf(request, await params, requestId);
    if (!asked.fromOwnOrigin) throw new PackpostError("forbidden", "This came from another site.");
    return dropAttachment(ctx, attachmentId);
  },
);

async function contextOf(
  { headers }: Request,
  { slug, id }: { slug: string; id: string },
  requestId: string,
) {
  const portal = await portalOf(slug);
  const attachmentId = attachmentIdOf(id);
  if (portal === null) throw noSuchPicture();
  const request = createPortalRequest(headers, portal, requestId);
  const customer = await request.findCustomer();
  if (customer === null) throw new PackpostError("unauthenticated", "You are signed out.");
  const ctx = await verbContext(portal.organisationId, portalActor(customer.customerId));
  const owner = { organisationId: portal.organisationId, personId: customer.customerId };
  return { ctx, request, owner, attachmentId };
}

export const dynamic = "force-dynamic";
