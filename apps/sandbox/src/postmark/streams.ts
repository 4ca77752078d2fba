import { z } from "zod";
import { parseJson } from "../http/read-body.ts";
import { type Server, type Stream, streamSchema, streamTypeSchema } from "../servers/server.ts";
import type { Call, Result } from "./call.ts";
import { refusal } from "./errors.ts";

const createSchema = z.object({
  ID: streamSchema.shape.id,
  Name: z.string(),
  MessageStreamType: streamTypeSchema,
});

export const noStream = refusal(1226, "The message stream for the provided 'ID' was not found.");

/** GET `/message-streams`. */
export function listStreams({ server, query }: Call): Result {
  const type = query.get("messagestreamtype")?.toLowerCase() ?? "all";
  const MessageStreams = server.streams
    .filter((stream) => type === "all" || stream.type.toLowerCase() === type)
    .map((stream) => showStream(server, stream));
  return { ok: { MessageStreams, TotalCount: MessageStreams.length } };
}

/** GET `/message-streams/{stream}`. */
export function getStream({ sandbox, server, param }: Call): Result {
  const stream = sandbox.servers.stream(server, param("stream"));
  return stream ? { ok: showStream(server, stream) } : noStream;
}

/** POST `/message-streams`. */
export function createStream({ sandbox, server, raw }: Call): Result {
  const parsed = createSchema.safeParse(parseJson(raw));
  if (!parsed.success)
    return refusal(1222, "The message stream needs a valid 'ID', 'Name' and 'MessageStreamType'.");
  const { ID, MessageStreamType } = parsed.data;
  if (sandbox.servers.stream(server, ID))
    return refusal(1224, "A message stream with that 'ID' already exists.");
  const streams = [{ id: ID, type: MessageStreamType }];
  const changed = sandbox.servers.put(server.token, { name: server.name, streams });
  const stream = sandbox.servers.stream(changed, ID);
  return stream ? { ok: showStream(changed, stream) } : noStream;
}

function showStream(server: Server, stream: Stream) {
  return {
    ID: stream.id,
    ServerID: server.id,
    Name: stream.id,
    Description: "",
    MessageStreamType: stream.type,
    CreatedAt: stream.createdAt ?? "",
    UpdatedAt: null,
    ArchivedAt: null,
    ExpectedPurgeDate: null,
    SubscriptionManagementConfiguration: {
      UnsubscribeHandlingType: stream.type === "Broadcasts" ? "Custom" : "None",
    },
  };
}
