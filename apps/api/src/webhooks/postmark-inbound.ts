import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { systemActor } from "@packpost/core/access/actor";
import { BodyRoom } from "@packpost/core/capacity/body-room";
import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { takeMail } from "@packpost/core/inbound-mail/take-mail";
import { isRefusedValue, publicErrorOf } from "@packpost/core/public-error";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { readInbound } from "@packpost/providers/postmark/webhook/read-inbound";
import { storableWebhookText } from "@packpost/providers/postmark/webhook/webhook-text";
import type { ApiParts } from "../create-api.ts";
import { answerError, answerOk } from "../http/answer.ts";
import { readLimitedBody } from "../http/read-limited-body.ts";
import { WebhookDoor } from "./webhook-door.ts";

/** Postmark takes mails of up to 35 MB, attachments as they travel included; as JSON that is a little more. */
const MOST_BYTES = 40 * 1024 * 1024;
/** Mails on their way, in bytes: two of the largest of one organisation. */
const roomOfMails = { most: 4 * MOST_BYTES, mostOfOne: 2 * MOST_BYTES };
const retry = { nextStep: "Send it again.", retryAfterSeconds: 30 };
const decoder = new TextDecoder();

/**
 * Takes mails of one organisation that came in at Postmark (V9). 200 only after the commit; what becomes of a mail, its workflow finds
 * out. Opened by the same password as the webhook of events.
 * @returns the handler, whose organisation comes from the path and is not trusted
 */
export function createPostmarkInbound(parts: ApiParts) {
  const { log, orm, calls, appUrl, realMail } = parts;
  const room = new BodyRoom(roomOfMails);
  const door = new WebhookDoor(parts.doorOrm, parts.environmentWebhook);

  const take = async (request: IncomingMessage, id: string) => {
    const opens = await Promise.resolve(door.opens(request.headers.authorization, id)).catch(unavailable);
    if (!opens) throw new PackpostError("unauthenticated", "The webhook's user or password is wrong.");
    const limits = { maxBytes: MOST_BYTES, room, owner: id.toLowerCase() };
    const body = await readLimitedBody(request, limits);
    if (body === "too_large") throw new PackpostError("too_large", "The mail is too large.");
    if (body === "no_room") throw new PackpostError("unavailable", "Too many mails are on their way.", retry);
    const reading = readInbound(storableWebhookText(decoder.decode(body)));
    if (!reading.ok) throw new PackpostError("invalid_input", reading.providerMessage);
    const organisationId = organisationIdFrom(id);
    const workflows = createWorkflows({ organisationId, calls, log });
    const ctx: Context = { orm, organisationId, actor: systemActor, workflows, appUrl, realMail };
    await takeMail({ ctx, input: reading }).catch((error: unknown) => {
      // What the database will never take must not come again for ever.
      if (error instanceof PackpostError || isRefusedValue(error)) throw error;
      unavailable(error);
    });
  };

  return async (request: IncomingMessage, response: ServerResponse, organisationId: string) => {
    try {
      await take(request, organisationId);
      answerOk(response);
    } catch (error) {
      const shown = publicErrorOf(error);
      const requestId = randomUUID();
      const fields = {
        err: error,
        requestId,
        route: "webhooks/postmark/inbound-webhook",
        status: shown.code,
      };
      log[shown.code === "internal" ? "error" : "info"](fields, "request failed");
      // The body may not have been read: the next request's begin must not be looked for in it.
      request.resume();
      if (!response.destroyed) answerError(response, shown, requestId);
    }
  };
}

function unavailable(error: unknown): never {
  throw new PackpostError("unavailable", "The mail could not be written.", { ...retry, cause: error });
}
