import { codeOfBounceId } from "../events/bounce-list.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { bounceFacts } from "../webhooks/bounce-facts.ts";
import { buildBounce } from "../webhooks/build-bounce.ts";
import { type PostmarkError, refusal } from "./errors.ts";
import type { Query } from "./query.ts";

const noBounce = refusal(407, "This bounce was not found.");

/** GET `/bounces`, newest first. https://postmarkapp.com/developer/api/bounce-api */
export function listBounces(sandbox: Sandbox, server: Server, query: Query): { ok: unknown } | PostmarkError {
  const page = query.page();
  if ("ErrorCode" in page) return page;
  const is = (name: string, value: string) =>
    (query.get(name)?.toLowerCase() ?? value.toLowerCase()) === value.toLowerCase();
  const from = query.instant("fromdate") ?? 0;
  const to = query.instant("todate") ?? Number.POSITIVE_INFINITY;
  const fitting = sandbox.bounces.newestFirst(server.token).flatMap((code) => {
    const bounce = show(sandbox, server, code);
    if (!bounce) return [];
    const at = Date.parse(bounce.BouncedAt);
    const fits =
      at >= from &&
      at <= to &&
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
export function getBounce(sandbox: Sandbox, server: Server, id: number): { ok: unknown } | PostmarkError {
  const bounce = show(sandbox, server, codeOfBounceId(id));
  return bounce ? { ok: bounce } : noBounce;
}

/** PUT `/bounces/{id}/activate`: lifts the suppression that a hard bounce made. */
export function activateBounce(
  sandbox: Sandbox,
  server: Server,
  id: number,
): { ok: unknown } | PostmarkError {
  const bounce = show(sandbox, server, codeOfBounceId(id));
  if (!bounce) return noBounce;
  if (!bounce.CanActivate) return refusal(600, "This bounce cannot be activated.");
  const entry = sandbox.suppressions.find(server.token, bounce.MessageStream, bounce.Email);
  if (entry) {
    sandbox.suppressions.remove(entry);
    const { token, stream, address } = entry;
    sandbox.lifecycle.act({ kind: "reactivated", at: Date.now(), token, stream, address });
  }
  return { ok: { Message: "OK", Bounce: show(sandbox, server, codeOfBounceId(id)) ?? bounce } };
}

function show(sandbox: Sandbox, server: Server, code: number) {
  if (!sandbox.bounces.has(server.token, code)) return undefined;
  const event = sandbox.timeline.resolve(code);
  if (!event?.row) return undefined;
  const suppressed = sandbox.suppressions.find(server.token, event.stream, event.address) !== undefined;
  const inactive = (bounceFacts(event.kind)?.Inactive ?? false) && suppressed;
  return buildBounce(server, event, sandbox.ledger.messageId(event.row.seq), inactive);
}
