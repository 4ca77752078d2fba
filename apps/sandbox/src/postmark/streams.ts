import { z } from "zod";
import type { Sandbox } from "../sandbox.ts";
import { type Server, type Stream, streamSchema, streamTypeSchema } from "../servers/server.ts";
import { type PostmarkError, refusal } from "./errors.ts";
import type { Query } from "./query.ts";

const createSchema = z.object({
  ID: streamSchema.shape.id,
  Name: z.string(),
  MessageStreamType: streamTypeSchema,
});

/** GET `/message-streams`. */
export function listStreams(server: Server, query: Query): { ok: unknown } {
  const type = query.get("messagestreamtype")?.toLowerCase() ?? "all";
  const MessageStreams = server.streams
    .filter((stream) => type === "all" || stream.type.toLowerCase() === type)
    .map((stream) => showStream(server, stream));
  return { ok: { MessageStreams, TotalCount: MessageStreams.length } };
}

export function showStream(server: Server, stream: Stream) {
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

/** POST `/message-streams`. */
export function createStream(
  sandbox: Sandbox,
  server: Server,
  body: unknown,
): { ok: unknown } | PostmarkError {
  const parsed = createSchema.safeParse(body);
  if (!parsed.success)
    return refusal(1222, "The message stream needs a valid 'ID', 'Name' and 'MessageStreamType'.");
  const { ID, MessageStreamType } = parsed.data;
  if (sandbox.servers.stream(server, ID))
    return refusal(1224, "A message stream with that 'ID' already exists.");
  const changed = sandbox.servers.put(server.token, {
    name: server.name,
    streams: [{ id: ID, type: MessageStreamType }],
  });
  const stream = sandbox.servers.stream(changed, ID);
  return stream ? { ok: showStream(changed, stream) } : refusal(1226, "The message stream was not found.");
}
