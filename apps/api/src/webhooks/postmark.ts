import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { systemActor } from "@packpost/core/access/actor";
import { BodyRoom } from "@packpost/core/capacity/body-room";
import { PackpostError } from "@packpost/core/errors";
import { type IncomingEvent, recordEvents } from "@packpost/core/provider-event/record-events";
import { isRefusedValue, publicErrorOf } from "@packpost/core/public-error";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { readWebhook } from "@packpost/providers/postmark/webhook";
import { storableWebhookText } from "@packpost/providers/postmark/webhook-text";
import type { ApiParts } from "../create-api.ts";
import { WRITERS } from "../database.ts";
import { answerError, answerOk } from "../http/answer.ts";
import { readLimitedBody } from "../http/read-limited-body.ts";
import { EventQueue } from "./event-queue.ts";
import { WebhookDoor } from "./webhook-door.ts";

// Postmark's largest events carry the headers of a bounce; a megabyte is far above them.
const maxBodyBytes = 1024 * 1024;
/** Bodies on their way, in bytes: a usual event is two kilobytes, and comes at once. */
const roomOfBodies = { most: 128 * 1024 * 1024, mostOfOne: 16 * 1024 * 1024 };
const retry = { nextStep: "Send it again.", retryAfterSeconds: 5 };
/** Smaller groups cost more in two than they gain. */
const SPLIT_AT = 80;
const decoder = new TextDecoder();

/**
 * Takes Postmark's events of one organisation. 200 only after the commit; 503 makes Postmark try again; other 4xx make it
 * drop the event, so they are for what could never be taken.
 * @returns the handler; its organisation comes from the path and is not trusted
 */
export function createPostmarkWebhook(parts: ApiParts) {
  const room = new BodyRoom(roomOfBodies);
  const door = new WebhookDoor(parts.doorOrm, parts.environmentWebhook);
  const queue = new EventQueue<IncomingEvent>({
    writers: WRITERS / 2,
    write: async (id, events) => {
      const { orm, calls, log, appUrl, realMail } = parts;
      const organisationId = organisationIdFrom(id);
      const workflows = createWorkflows({ organisationId, calls, log });
      const ctx = { orm, organisationId, actor: systemActor, workflows, appUrl, realMail };
      const written = await Promise.allSettled(
        splitByMail(events).map((group) => recordEvents({ ctx, input: { events: group } })),
      );
      for (const part of written) {
        if (part.status === "rejected") throw part.reason;
        const { notKept } = part.value;
        if (notKept > 0)
          log.warn({ organisationId, notKept }, "provider events about nobody here, more than are kept");
      }
    },
  });

  const take = async (request: IncomingMessage, organisationId: string): Promise<void> => {
    const admitted = door.opens(request.headers.authorization, organisationId);
    if (!(typeof admitted === "boolean" ? admitted : await admitted.catch(unavailable)))
      throw new PackpostError("unauthenticated", "The webhook's user or password is wrong.");
    const body = await readLimitedBody(request, {
      maxBytes: maxBodyBytes,
      room,
      owner: organisationId.toLowerCase(),
    });
    if (body === "too_large") throw new PackpostError("too_large", "The event is too large.");
    if (body === "no_room")
      throw new PackpostError("unavailable", "Too many events are on their way.", retry);
    const payload = storableWebhookText(decoder.decode(body));
    const traceId = request.headers["x-pm-webhook-trace-id"];
    const reading = readWebhook({
      body: payload,
      traceId: typeof traceId === "string" ? traceId : null,
      receivedAt: new Date(),
    });
    if (!reading.ok) throw new PackpostError("invalid_input", reading.words);
    try {
      await queue.add(organisationId.toLowerCase(), { event: reading.event, payload }, body.byteLength);
    } catch (error) {
      // What the database will never take must not come again for ever.
      if (error instanceof PackpostError || isRefusedValue(error)) throw error;
      unavailable(error);
    }
  };

  return async (request: IncomingMessage, response: ServerResponse, organisationId: string) => {
    try {
      await take(request, organisationId);
      answerOk(response);
    } catch (error) {
      const shown = publicErrorOf(error);
      const requestId = randomUUID();
      const fields = { err: error, requestId, route: "webhooks/postmark", status: shown.code };
      parts.log[shown.code === "internal" ? "error" : "info"](fields, "request failed");
      // The body may not have been read: the next request's begin must not be looked for in it.
      request.resume();
      if (!response.destroyed) answerError(response, shown, requestId);
    }
  };
}

/**
 * Two transactions at one time for a large group, so that one is worked on while the other waits for the disk. Events of one
 * mail stay together: the transactions would wait for each other's rows. If one fails, the other's events have come already
 * when they come again.
 */
function splitByMail(events: readonly IncomingEvent[]): IncomingEvent[][] {
  if (events.length < SPLIT_AT) return [[...events]];
  const halves = Object.groupBy(events, ({ event: { providerMessageId, recipientId } }) =>
    ((recipientId ?? providerMessageId)?.charCodeAt(35) ?? 0) % 2 === 0 ? "even" : "odd",
  );
  return Object.values(halves);
}

function unavailable(error: unknown): never {
  throw new PackpostError("unavailable", "The event could not be written.", {
    nextStep: "Send it again.",
    retryAfterSeconds: 30,
    cause: error,
  });
}
