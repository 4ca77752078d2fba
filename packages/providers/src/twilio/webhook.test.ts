import { expect, it } from "vitest";
import { statusCallbackUrl } from "./status-callback.ts";
import { sidOf } from "./twilio-server.fixture.ts";
import { readTextWebhook } from "./webhook.ts";

const receivedAt = new Date("2026-11-29T12:00:00Z");
const ids = {
  attemptId: "0198c1a2-0000-7000-8000-00000000aaaa",
  recipientId: "0198c1a2-0000-7000-8000-000000000001",
};
const read = (form: Record<string, string>, target = "/webhooks/twilio/o1") =>
  readTextWebhook({ target, body: new URLSearchParams(form).toString(), receivedAt });

const report = (status: string, more: Record<string, string> = {}) => ({
  ...{ MessageSid: sidOf(1), SmsSid: sidOf(1), AccountSid: "AC1", From: "+12025550100", To: "+12025550111" },
  ...{ MessageStatus: status, SmsStatus: status, ApiVersion: "2010-04-01", ...more },
});

it("V8 reads a report with the ids that its address carries", () => {
  const url = new URL(statusCallbackUrl("https://api.packpost.example/webhooks/twilio/o1?k=1", ids));
  expect(read(report("delivered"), url.pathname + url.search)).toEqual({
    ok: true,
    kind: "report",
    event: {
      ...{
        dedupeKey: `twilio:${sidOf(1)}:delivered`,
        kind: "delivered",
        providerKind: "MessageStatus/delivered",
      },
      ...{ occurredAt: receivedAt, providerMessageId: sidOf(1), to: "+12025550111" },
      ...ids,
    },
  });
});

it.each([
  ["accepted", "accepted"],
  ["queued", "accepted"],
  ["sending", "accepted"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["undelivered", "undelivered"],
  ["failed", "failed"],
  ["toString", "unknown"],
  ["something-new", "unknown"],
])("V8 status %s is %s", (status, kind) => {
  expect(read(report(status))).toMatchObject({ ok: true, kind: "report", event: { kind } });
});

it("T21 two reports of one text have keys of their own, a repetition the same", () => {
  const keyOf = (form: Record<string, string>) => {
    const reading = read(form);
    return reading.ok && reading.kind === "report" ? reading.event.dedupeKey : undefined;
  };
  const keys = [report("sent"), report("delivered"), report("undelivered", { ErrorCode: "30003" })].map(
    keyOf,
  );
  expect(new Set(keys).size).toBe(3);
  expect(keyOf(report("sent", { RawDlrDoneDate: "2611291200" }))).toBe(keys[0]);
});

it.each([
  ["30003", "recipient", /switched off or out of reach/],
  ["30004", "recipient", /blocks/],
  ["30005", "not_textable", /no such number/],
  ["30006", "not_textable", /landline/],
  ["30007", "recipient", /filtered/],
  ["30008", "recipient", /no reason/],
  ["30034", "account", /not registered with the carriers/],
  ["21610", "opted_out", /STOP/],
  ["30001", "pace", /queue/],
  ["39999", "recipient", /Words of Twilio's/],
])("T28 T31 code %s says whose trouble it is (%s), in plain words", (ErrorCode, trouble, words) => {
  expect(read(report("undelivered", { ErrorCode, ErrorMessage: "Words of Twilio's" }))).toMatchObject({
    event: { code: Number(ErrorCode), trouble, providerMessage: expect.stringMatching(words) },
  });
});

const inbound = (more: Record<string, string> = {}) => ({
  ...{ ToCountry: "US", MessageSid: sidOf(2), SmsMessageSid: sidOf(2), SmsStatus: "received", NumMedia: "0" },
  ...{
    AccountSid: "AC1",
    From: "+12025550111",
    To: "+12025550100",
    Body: "Yes please",
    NumSegments: "1",
    ...more,
  },
});

it("V8 reads what somebody texted, pictures too", () => {
  const base = { providerMessageId: sidOf(2), from: "+12025550111", to: "+12025550100", receivedAt };
  expect(read(inbound())).toEqual({
    ok: true,
    kind: "inbound",
    text: { ...base, body: "Yes please", media: [] },
  });
  const media = {
    NumMedia: "2",
    MediaUrl0: "https://a/0",
    MediaContentType0: "image/jpeg",
    MediaUrl1: "https://a/1",
  };
  expect(read(inbound({ Body: "", ...media }))).toMatchObject({
    text: {
      ...{ body: "" },
      media: [
        { url: "https://a/0", contentType: "image/jpeg" },
        { url: "https://a/1", contentType: "application/octet-stream" },
      ],
    },
  });
  for (const NumMedia of ["-3", "1e9", "x"])
    expect(read(inbound({ NumMedia }))).toMatchObject({ text: { media: [] } });
});

it.each([
  ["STOP", "stop"],
  ["START", "start"],
  ["HELP", "help"],
] as const)("A12 T27 says that the provider has mirrored %s by itself", (OptOutType, optOut) => {
  expect(read(inbound({ Body: OptOutType.toLowerCase(), OptOutType }))).toMatchObject({ text: { optOut } });
  expect(read(inbound({ Body: OptOutType }))).not.toHaveProperty("text.optOut");
});

it("keeps what PostgreSQL cannot: NUL and half surrogate pairs become U+FFFD", () => {
  expect(read(inbound({ Body: "a\0b\ud83d" }))).toMatchObject({ text: { body: "a\ufffdb\ufffd" } });
});

it.each([
  "",
  "hello",
  '{"MessageSid":"SM1"}',
  "MessageSid=SM1&MessageStatus=sent",
  `MessageSid=${sidOf(1)}`,
  `CallSid=CA1&From=1`,
])("refuses what is none of Twilio's messages: %s", (body) => {
  expect(readTextWebhook({ target: "/webhooks/twilio/o1", body, receivedAt })).toMatchObject({ ok: false });
});
