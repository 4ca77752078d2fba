import type { StaffActor } from "@packpost/core/access/actor";
import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import * as z from "zod";
import { PersonPlaces } from "#web/server/calls/person-places.ts";
import { createContext } from "#web/server/context.ts";
import { route } from "#web/server/http/route.ts";
import {
  answerAttachment,
  attachmentIdOf,
  dropAttachment,
  noSuchPicture,
  takeAttachment,
} from "#web/server/picture/attachment-door.ts";
import { staffContext } from "#web/server/staff-context.ts";

type Parameters = { params: Promise<{ id: string }> };

/** Two uploads at a time for a person, four for an organisation: each holds 10 MB at most, and ends in time. */
const uploads = new PersonPlaces("attachment-uploads", {
  most: Number.POSITIVE_INFINITY,
  mostOfOrganisation: 4,
  mostOfPerson: 2,
  mostWaiting: { ofOrganisation: 30, ofPerson: 10 },
  waitMs: 20_000,
  refusal: () => busy("Other pictures of yours are still on their way.", "This one was not kept."),
});
/** A page of a thread asks for some at once; each is cut when it is not read. */
const downloads = new PersonPlaces("attachment-downloads", {
  most: 200,
  mostOfOrganisation: 60,
  mostOfPerson: 12,
  mostWaiting: { ofOrganisation: 200, ofPerson: 60 },
  waitMs: 20_000,
  refusal: () => busy("Too many pictures are being opened.", "This one was not opened."),
});
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
  const attachmentId = attachmentIdOf((await params).id);
  const threadId = z.uuid().safeParse(new URL(request.url).searchParams.get("thread"));
  if (!threadId.success) throw noSuchPicture();
  const giveBack = await uploads.take(placeOf(ctx));
  return takeAttachment(request, ctx, { attachmentId, threadId: threadId.data }, giveBack);
});

/** The picture, for who may see its thread now (T52): asked at every request, kept by the browser alone. */
export const GET = route<Parameters>("attachments", async (request, { params }, requestId) => {
  const { ctx } = await staffContext(createContext(request.headers, requestId), "conversation.own_schedule", {
    ownPagesOnly: false,
    effect: "Nothing was opened.",
  });
  const attachmentId = attachmentIdOf((await params).id);
  return answerAttachment(request, ctx, attachmentId, await downloads.take(placeOf(ctx)));
});

/** Takes a picture out of a message that is not sent yet. */
export const DELETE = route<Parameters>("attachments/discard", async (request, { params }, requestId) => {
  const { ctx } = await staffContext(createContext(request.headers, requestId), "conversation.own_schedule", {
    ownPagesOnly: true,
    effect: "Nothing was removed.",
  });
  return dropAttachment(ctx, attachmentIdOf((await params).id));
});

function placeOf({ organisationId, actor }: Context<StaffActor>) {
  return { organisationId, personId: actor.id };
}

function busy(message: string, told: string): PackpostError {
  return new PackpostError("unavailable", message, {
    ...{ effect: told, nextStep: "Wait until they are there, then try again.", retryAfterSeconds: 20 },
  });
}

export const dynamic = "force-dynamic";
