import type { Call, Result } from "./call.ts";
import { notFound, refusal } from "./errors.ts";
import { showInbound, showOutbound } from "./show-message.ts";
import { uuidOf } from "./text.ts";

const MAX_PAGE = 1_000;
type Shown = ReturnType<typeof showInbound> | ReturnType<typeof showOutbound>;

/**
 * GET `…/Messages.json`, both directions, newest first, blind to the last moments (knob `searchLagMs`). A page's token holds
 * the moment of the first one: what comes meanwhile does not move the pages.
 * @source twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export function listMessages({ sandbox, server, query }: Call): Result {
  const size = Number(query.get("PageSize") ?? 50);
  const page = Number(query.get("Page") ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE || !Number.isInteger(page) || page < 0)
    return refusal(20001, "PageSize must be between 1 and 1000, and Page at least 0");
  const token = Number(query.get("PageToken")?.replace(/^PA/, ""));
  const untilMs = token || Date.now() - sandbox.faults.knobs(server.token).searchLagMs;
  const [from, to] = [query.get("From") || undefined, query.get("To") || undefined];
  const isDated = [...query.keys()].some((name) => name.startsWith("DateSent"));
  const first = page * size;
  const limit = isDated ? -1 : first + size + 1;
  const outbound = sandbox.ledger
    .find({ token: server.token, channel: "sms", from, who: to, untilMs }, { order: "DESC", limit })
    .map((row) => ({ at: row.at, show: (): Shown => showOutbound(sandbox, server, row) }));
  const inbound = sandbox.inbound
    .find(server.token, { theirs: from, ours: to, untilMs, limit })
    .map((text) => ({ at: text.at, show: (): Shown => showInbound(sandbox, server, text) }));
  const all = [...outbound, ...inbound].sort((one, other) => other.at - one.at);
  // A date can only be compared when it is known; without one a page's messages alone are looked into.
  const dated = isDated ? all.map(({ show }) => show()).filter((each) => fitsDates(query, each)) : undefined;
  const count = dated?.length ?? all.length;
  const messages =
    dated?.slice(first, first + size) ?? all.slice(first, first + size).map(({ show }) => show());
  const path = `/2010-04-01/Accounts/${server.accountSid}/Messages.json`;
  const next = new URLSearchParams(query);
  next.set("PageSize", String(size));
  next.set("Page", String(page + 1));
  next.set("PageToken", `PA${untilMs}`);
  return {
    ok: {
      ...{ messages, page, page_size: size, start: first, end: first + messages.length - 1, uri: path },
      next_page_uri: count > first + size ? `${path}?${next}` : null,
    },
  };
}

/** `DateSent`, `DateSent>` and `DateSent<`: a day or an instant; what has not left yet has none and does not fit. */
function fitsDates(query: URLSearchParams, { date_sent }: Shown): boolean {
  if (date_sent === null) return false;
  const sentMs = Date.parse(date_sent);
  const [day, after, before] = ["DateSent", "DateSent>", "DateSent<"].map((name) => query.get(name) ?? "");
  const isDay = (text: string | undefined) => /^\d{4}-\d\d-\d\d$/.test(text ?? "");
  if (day && new Date(sentMs).toISOString().slice(0, 10) !== day.slice(0, 10)) return false;
  if (after && sentMs < Date.parse(after)) return false;
  return !before || sentMs <= Date.parse(before) + (isDay(before) ? 86_399_999 : 0);
}

/** GET `…/Messages/{sid}.json`. */
export function fetchMessage({ sandbox, server, param }: Call): Result {
  const uuid = uuidOf(param("message"));
  const row = sandbox.ledger.byId(uuid);
  if (row?.channel === "sms" && row.token === server.token) return { ok: showOutbound(sandbox, server, row) };
  const text = sandbox.inbound.get(sandbox.inbound.ids.numberOf(uuid) ?? -1);
  return text?.token === server.token ? { ok: showInbound(sandbox, server, text) } : notFound;
}
