import { createHmac } from "node:crypto";
import type { Occurrence } from "../events/occurrence.ts";
import { isNear } from "../http/is-near.ts";
import { isTextFailure, TEXT_FAILURES } from "../outcomes/outcome.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { WebhookFormat } from "../webhooks/webhook-format.ts";
import { countParts } from "./count-parts.ts";
import { mediaPath } from "./media.ts";
import { inboundSid, refusalStatus } from "./show-message.ts";
import { readText, sidOf } from "./text.ts";

const STATUSES: Partial<Record<Occurrence["kind"], string>> = {
  sent: "sent",
  delivery: "delivered",
};
const AGAIN_MS = 15_000;

/** Twilio's webhooks: forms, signed with the account's auth token; where nobody answers it tries once more. */
export const twilioWebhook: WebhookFormat = {
  urlOf({ servers }, { row, token, kind }) {
    const server = servers.get(token);
    const url = kind === "inbound" ? server?.smsWebhookUrl : row?.callback;
    return url !== undefined && isNear(url, server) ? url : undefined;
  },
  build(sandbox, event, url) {
    const server = sandbox.servers.get(event.token);
    const form = server ? formOf(sandbox, server, event) : {};
    return {
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "user-agent": "TwilioProxy/1.1",
        "i-twilio-idempotency-token": sandbox.ledger.traceIds.of(event.id),
        "x-twilio-signature": signatureOf(event.token, url, form),
      },
      body: new URLSearchParams(form).toString(),
    };
  },
  againInMs: (status, failures, scale) => (status === 0 && failures === 0 ? AGAIN_MS * scale : undefined),
};

/** HMAC-SHA1 over the address as it was told and the sorted pairs. @source twilio.com/docs/usage/security */
export function signatureOf(authToken: string, url: string, form: Record<string, string>): string {
  const pairs = Object.entries(form).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHmac("sha1", authToken)
    .update(url + pairs.flat().join(""))
    .digest("base64");
}

function formOf(sandbox: Sandbox, server: Server, event: Occurrence): Record<string, string> {
  return event.kind === "inbound" ? inboundForm(sandbox, server, event) : reportForm(sandbox, server, event);
}

function reportForm({ ledger }: Sandbox, { accountSid }: Server, { row, kind, atMs }: Occurrence) {
  if (!row) return {};
  const sid = sidOf(readText(ledger, row).mediaUrls.length > 0 ? "MM" : "SM", row.id);
  const status = kind === "undelivered" ? refusalStatus(row.outcome) : (STATUSES[kind] ?? "queued");
  const failure =
    kind === "undelivered" && isTextFailure(row.outcome) ? TEXT_FAILURES[row.outcome] : undefined;
  return {
    ...{ ApiVersion: "2010-04-01", AccountSid: accountSid, MessageSid: sid, SmsSid: sid },
    ...{ MessageStatus: status, SmsStatus: status, From: row.from, To: row.to },
    ...(failure && { ErrorCode: String(failure.code) }),
    ...(kind !== "sent" && { RawDlrDoneDate: new Date(atMs).toISOString().replace(/\D/g, "").slice(2, 12) }),
  };
}

function inboundForm(sandbox: Sandbox, server: Server, { link }: Occurrence): Record<string, string> {
  const text = sandbox.inbound.get(Number(link));
  if (!text) return {};
  const sid = inboundSid(sandbox, text);
  const media = sandbox.inbound.pictures(text.id).map((picture, place) => ({
    [`MediaContentType${place}`]: picture.type,
    [`MediaUrl${place}`]: sandbox.baseUrl + mediaPath(sandbox, server, text, picture),
  }));
  return Object.assign(
    {
      ...{
        ApiVersion: "2010-04-01",
        AccountSid: server.accountSid,
        MessageSid: sid,
        SmsMessageSid: sid,
        SmsSid: sid,
      },
      ...{ SmsStatus: "received", From: text.theirs, To: text.ours, Body: text.body },
      ...{ NumMedia: String(media.length), NumSegments: String(countParts(text.body)) },
      ...{ FromCountry: "US", FromState: "", FromCity: "", FromZip: "", ToCountry: "US" },
      ...(text.keyword && { OptOutType: text.keyword }),
    },
    ...media,
  );
}
