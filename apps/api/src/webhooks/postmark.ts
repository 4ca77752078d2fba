import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { systemActor } from "@packpost/core/access/actor";
import { BodyRoom } from "@packpost/core/capacity/body-room";
import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { followUp } from "@packpost/core/provider-event/follow-up";
import { type IncomingEvent, recordEvents } from "@packpost/core/provider-event/record-events";
import { isRefusedValue, publicErrorOf } from "@packpost/core/public-error";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { readWebhook } from "@packpost/providers/postmark/webhook/read-webhook";
import { storableWebhookText } from "@packpost/providers/postmark/webhook/webhook-text";
import type { ApiParts } from "../create-api.ts";
import { WRITERS } from "../database.ts";
import { answerError, answerOk } from "../http/answer.ts";
import { readLimitedBody } from "../http/read-limited-body.ts";
import { EventQueue } from "./event-queue.ts";
import { FollowUps } from "./follow-ups.ts";
import { WebhookDoor } from "./webhook-door.ts";

// Postmark's largest events carry the headers of a bounce; a megabyte is far above them.
const maxBodyBytes = 1024 * 1024;
/** Bodies on their way, in bytes: a usual event is two kilobytes, and comes at once. */
const roomOfBodies = { most: 128 * 1024 * 1024, mostOfOne: 16 * 1024 * 1024 };
/** Events in hand of one organisation. */
const MOST_OF_ONE = 10_000;
const retry = { nextStep: "Send it again.", retryAfterSeconds: 5 };
/** Groups of one organisation at one time: while one is written, the next is read. */
const LANES = 2;
const decoder = new TextDecoder();

/**
 * Takes Postmark's events of one organisation. 200 only after the commit; 503 makes Postmark try again; other 4xx make it
 * drop the event, so they are for what could never be taken.
 * @returns the handler, whose organisation comes from the path and is not trusted, and what ends once nothing is left to do
 */
export function createPostmarkWebhook(parts: ApiParts) {
  const { log } = parts;
  const room = new BodyRoom(roomOfBodies);
  const door = new WebhookDoor(parts.doorOrm, parts.environmentWebhook);
  const contextOf = (id: string): Context => {
    const { orm, calls, appUrl, realMail } = parts;
    const organisationId = organisationIdFrom(id);
    const workflows = createWorkflows({ organisationId, calls, log });
    return { orm, organisationId, actor: systemActor, workflows, appUrl, realMail };
  };
  const followUps = new FollowUps(async (organisationId, input) => {
    await followUp({ ctx: contextOf(organisationId), input }).catch((error: unknown) =>
      log.error({ err: error, organisationId }, "events were not looked after"),
    );
  });
  const queue = new EventQueue<IncomingEvent>({
    writers: WRITERS,
    mostOfOne: MOST_OF_ONE / LANES,
    write: async (lane, events) => {
      const organisationId = organisationOf(lane);
      const { notKept, toFollow } = await recordEvents({ ctx: contextOf(organisationId), input: { events } });
      followUps.add(organisationId, toFollow);
      if (notKept > 0)
        log.warn({ organisationId, notKept }, "provider events about nobody here, more than are kept");
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
    if (!reading.ok) throw new PackpostError("invalid_input", reading.providerMessage);
    try {
      await queue.add(
        laneOf(organisationId, reading.event),
        { event: reading.event, payload },
        body.byteLength,
      );
    } catch (error) {
      // What the database will never take must not come again for ever.
      if (error instanceof PackpostError || isRefusedValue(error)) throw error;
      unavailable(error);
    }
  };

  const receive = async (request: IncomingMessage, response: ServerResponse, organisationId: string) => {
    try {
      await take(request, organisationId);
      answerOk(response);
    } catch (error) {
      const shown = publicErrorOf(error);
      const requestId = randomUUID();
      const fields = { err: error, requestId, route: "webhooks/postmark", status: shown.code };
      log[shown.code === "internal" ? "error" : "info"](fields, "request failed");
      // The body may not have been read: the next request's begin must not be looked for in it.
      request.resume();
      if (!response.destroyed) answerError(response, shown, requestId);
    }
  };
  return { receive, settled: () => followUps.settled() };
}

/** Events of one mail take the same lane: two transactions would wait for each other's rows. */
function laneOf(
  organisationId: string,
  { providerMessageId, recipientId = "" }: IncomingEvent["event"],
): string {
  const mail = providerMessageId ?? recipientId;
  return `${organisationId.toLowerCase()}/${(mail.codePointAt(mail.length - 1) ?? 0) % LANES}`;
}

const organisationOf = (lane: string) => lane.slice(0, lane.indexOf("/"));

function unavailable(error: unknown): never {
  throw new PackpostError("unavailable", "The event could not be written.", {
    nextStep: "Send it again.",
    retryAfterSeconds: 30,
    cause: error,
  });
}
