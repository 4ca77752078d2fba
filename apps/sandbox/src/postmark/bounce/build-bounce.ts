import type { Occurrence } from "../../events/occurrence.ts";
import type { Server } from "../../servers/server.ts";
import { bounceFacts } from "./bounce-facts.ts";

/** A bounce as `/bounces` lists it and the Bounce and SpamComplaint webhooks carry it. */
export function buildBounce(server: Server, event: Occurrence, inactive: boolean) {
  const facts = bounceFacts(event.kind);
  if (!facts || !event.row) return undefined;
  return {
    RecordType: event.kind === "complaint" ? "SpamComplaint" : "Bounce",
    ID: event.id,
    Type: facts.Type,
    TypeCode: facts.TypeCode,
    Name: facts.Name,
    ...(event.row.tag === undefined ? {} : { Tag: event.row.tag }),
    MessageID: event.row.id,
    ServerID: server.id,
    Description: facts.Description,
    Details: facts.Details,
    Email: event.address,
    From: event.row.from,
    BouncedAt: new Date(event.atMs).toISOString(),
    DumpAvailable: false,
    Inactive: inactive,
    CanActivate: inactive && event.kind !== "complaint",
    Subject: event.row.subject,
    MessageStream: event.stream,
    Metadata: event.row.meta,
  };
}
