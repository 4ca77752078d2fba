import type { Occurrence } from "../../events/occurrence.ts";
import type { Call, Result } from "../call.ts";
import { refusal } from "../errors.ts";
import { bounceFacts } from "./bounce-facts.ts";
import { buildBounce } from "./build-bounce.ts";

const noBounce = refusal(407, "This bounce was not found.");

/** GET `/bounces`, newest first. https://postmarkapp.com/developer/api/bounce-api */
export function listBounces(call: Call): Result {
  const { query } = call;
  const page = query.page();
  if ("ErrorCode" in page) return page;
  const is = (name: string, value: string) =>
    (query.get(name)?.toLowerCase() ?? value.toLowerCase()) === value.toLowerCase();
  const from = query.instant("fromdate") ?? 0;
  const to = query.instant("todate") ?? Number.POSITIVE_INFINITY;
  const fitting = call.sandbox.events.bounces(call.server.token).flatMap((event) => {
    const bounce = show(call, event);
    if (!bounce || event.atMs < from || event.atMs > to) return [];
    const fits =
      is("type", bounce.Type) &&
      is("inactive", String(bounce.Inactive)) &&
      is("tag", bounce.Tag ?? "") &&
      is("messageid", bounce.MessageID) &&
      is("messagestream", bounce.MessageStream) &&
      bounce.Email.includes(query.get("emailfilter")?.toLowerCase() ?? "");
    return fits ? [bounce] : [];
  });
  const Bounces = fitting.slice(page.offset, page.offset + page.count);
  return { ok: { TotalCount: fitting.length, Bounces } };
}

/** GET `/bounces/{id}`. */
export function getBounce(call: Call): Result {
  const bounce = show(call, find(call));
  return bounce ? { ok: bounce } : noBounce;
}

/** PUT `/bounces/{id}/activate`: lifts the suppression that a hard bounce made. */
export function activateBounce(call: Call): Result {
  const { suppressions, events } = call.sandbox;
  const bounce = show(call, find(call));
  if (!bounce) return noBounce;
  if (!bounce.CanActivate) return refusal(600, "This bounce cannot be activated.");
  const entry = suppressions.find(call.server.token, bounce.MessageStream, bounce.Email);
  if (entry) {
    suppressions.remove(entry);
    const { token, stream, address } = entry;
    events.act({ kind: "reactivated", atMs: Date.now(), token, stream, address });
  }
  return { ok: { Message: "OK", Bounce: show(call, find(call)) ?? bounce } };
}

function find({ sandbox, server, param }: Call): Occurrence | undefined {
  const event = sandbox.events.get(Number(param("id")));
  return event?.token === server.token && event.atMs < Date.now() ? event : undefined;
}

function show({ sandbox, server }: Call, event: Occurrence | undefined) {
  if (!event) return undefined;
  const isSuppressed = sandbox.suppressions.find(server.token, event.stream, event.address) !== undefined;
  return buildBounce(server, event, isSuppressed && (bounceFacts(event.kind)?.Inactive ?? false));
}
