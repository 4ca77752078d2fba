import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { systemActor } from "@packpost/core/access/actor";
import { recordTextReport } from "@packpost/core/alert-sending/record-text-report";
import { BodyRoom } from "@packpost/core/capacity/body-room";
import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { receiveText } from "@packpost/core/inbound-text/receive-text";
import { isRefusedValue, publicErrorOf } from "@packpost/core/public-error";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { readTextWebhook } from "@packpost/providers/twilio/webhook";
import type { ApiParts } from "../api-parts.ts";
import { answerError } from "../http/answer.ts";
import { readLimitedBody } from "../http/read-limited-body.ts";
import { isUnavailable } from "./is-unavailable.ts";
import { TextDoor } from "./text-door.ts";

/** A text has 1,600 characters, each up to nine bytes of a form, and ten addresses of pictures. */
const maxBodyBytes = 64 * 1024;
const roomOfBodies = { most: 32 * 1024 * 1024, mostOfOne: 8 * 1024 * 1024 };
const retry = { nextStep: "Send it again.", retryAfterSeconds: 5 };
const decoder = new TextDecoder();

/** Where Twilio calls: the same under `/api`, as for Postmark. */
const path = /^(?:\/api)?\/webhooks\/twilio\/([^/?]*)\/([^/?]*)\/(inbound|status)(?:\?|$)/;

/**
 * Takes what Twilio tells of one organisation's texts: reports about ours, and what people text us. Answered after the commit, without a
 * word: a text in the answer would be sent to whoever wrote.
 * @returns the handler; undefined = not one of its addresses
 */
export function createTwilioWebhook(parts: ApiParts) {
  const { apiUrl, log, orm } = parts;
  const room = new BodyRoom(roomOfBodies);
  const door = new TextDoor(parts.doorOrm, parts.textAccounts);
  const contextOf = (id: string): Context => {
    const { calls, appUrl, realMail } = parts;
    const organisationId = organisationIdFrom(id);
    const workflows = createWorkflows({ organisationId, calls, log });
    return { orm, organisationId, actor: systemActor, workflows, appUrl, realMail };
  };

  const take = async (request: IncomingMessage, id: string, secret: string): Promise<void> => {
    const raw = await readLimitedBody(request, { maxBytes: maxBodyBytes, room, owner: id.toLowerCase() });
    if (raw === "too_large") throw new PackpostError("too_large", "The request is too large.");
    if (raw === "no_room")
      throw new PackpostError("unavailable", "Too many requests are on their way.", retry);
    const [body, target] = [decoder.decode(raw), request.url ?? ""];
    const signature = request.headers["x-twilio-signature"]?.toString();
    if (!(await door.opens(id, secret, { signature, publicUrl: apiUrl, target, body })))
      throw new PackpostError("unauthenticated", "The address or the signature is wrong.");
    const reading = readTextWebhook({ target, body, receivedAt: new Date() });
    if (!reading.ok) throw new PackpostError("invalid_input", reading.providerMessage);
    const ctx = contextOf(id);
    if (reading.kind === "inbound") await receiveText({ ctx, input: { text: reading.text } });
    else await recordTextReport({ ctx, input: { event: reading.event, payload: body } });
  };

  return (request: IncomingMessage, response: ServerResponse): Promise<void> | undefined => {
    const [, id, secret] = (request.method === "POST" && path.exec(request.url ?? "")) || [];
    if (id === undefined || secret === undefined) return undefined;
    return take(request, id, secret).then(
      () => void response.writeHead(204).end(),
      (thrown: unknown) => {
        const error = isUnavailable(thrown) && !isRefusedValue(thrown) ? unavailable(thrown) : thrown;
        const shown = publicErrorOf(error);
        const requestId = randomUUID();
        const fields = { err: error, requestId, route: "webhooks/twilio", status: shown.code };
        log[shown.code === "internal" ? "error" : "info"](fields, "request failed");
        // The body may not have been read: the next request's begin must not be looked for in it.
        request.resume();
        if (!response.destroyed) answerError(response, shown, requestId);
      },
    );
  };
}

const unavailable = (cause: unknown) =>
  new PackpostError("unavailable", "This could not be written.", { ...retry, cause });
