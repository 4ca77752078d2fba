import { describe, expect, it } from "vitest";
import { authenticateWebhook } from "./authenticate-webhook.ts";
import { classifyBounce } from "./classify-bounce.ts";
import { readWebhook } from "./read-webhook.ts";

const receivedAt = new Date("2026-11-22T13:00:00Z");
const attempt = "0198c1a2-0000-7000-8000-00000000aaaa";
const recipient = "0198c1a2-0000-7000-8000-00000000bbbb";
const common = {
  ServerID: 23,
  MessageStream: "broadcast",
  MessageID: "00000000-0000-0000-0000-000000000000",
  Tag: "campaign",
  Metadata: { attempt, recipient },
};

function read(payload: unknown, traceId?: string) {
  const reading = readWebhook({ body: JSON.stringify(payload), traceId: traceId ?? null, receivedAt });
  if (!reading.ok) throw new Error(reading.providerMessage);
  return reading.event;
}

describe("webhook", () => {
  it("reads a delivery", () => {
    const delivery = {
      RecordType: "Delivery",
      ...common,
      Recipient: "john@example.com",
      DeliveredAt: "2026-11-22T12:05:01Z",
      Details: "Test delivery webhook details",
    };
    expect(read(delivery, "t-1")).toEqual({
      dedupeKey: "trace:t-1",
      kind: "delivered",
      providerKind: "Delivery",
      occurredAt: new Date("2026-11-22T12:05:01Z"),
      recipientId: recipient,
      attemptId: attempt,
      providerMessageId: common.MessageID,
      email: "john@example.com",
      stream: "bulk",
      providerMessage: "Test delivery webhook details",
      bot: false,
      suppresses: false,
    });
  });

  it("reads a hard bounce with the provider's own words", () => {
    const bounce = {
      RecordType: "Bounce",
      ...common,
      ID: 4323372036854776000,
      Type: "HardBounce",
      TypeCode: 1,
      Name: "Hard bounce",
      Description: "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
      Details: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
      Email: "john@example.com",
      From: "sender@example.com",
      BouncedAt: "2026-11-22T07:05:01.1234567-05:00",
      DumpAvailable: true,
      Inactive: true,
      CanActivate: true,
      Subject: "Test subject",
      Content: "<Full dump of bounce>",
    };
    expect(read(bounce)).toMatchObject({
      kind: "hard_bounced",
      providerKind: "Bounce/HardBounce",
      occurredAt: new Date("2026-11-22T12:05:01.123Z"),
      providerMessage: `${bounce.Description}\n${bounce.Details}`,
      suppresses: true,
    });
  });

  it("reads an open and a click, and knows machines by what they say", () => {
    const open = {
      RecordType: "Open",
      ...common,
      FirstOpen: true,
      Client: { Name: "Chrome 35.0.1916.153", Company: "Google", Family: "Chrome" },
      OS: { Name: "OS X 10.7 Lion", Company: "Apple Computer, Inc.", Family: "OS X 10" },
      Platform: "WebMail",
      UserAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_7_5) Chrome/35.0.1916.153 Safari/537.36",
      Geo: {
        CountryISOCode: "RS",
        Country: "Serbia",
        City: "Novi Sad",
        Coords: "45.2517,19.8369",
        IP: "8.8.8.8",
      },
      Recipient: "john@example.com",
      ReceivedAt: "2026-11-22T12:05:01Z",
    };
    expect(read(open)).toMatchObject({
      kind: "opened",
      firstOpen: true,
      bot: false,
      agent: { client: "Chrome 35.0.1916.153", os: "OS X 10.7 Lion", platform: "WebMail", city: "Novi Sad" },
    });
    expect(read(open).agent).not.toHaveProperty("region");
    expect(read({ ...open, UserAgent: "Mozilla/5.0", Client: {}, OS: {}, Geo: {} }).bot).toBe(true);
    const gmail = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    expect(read({ ...open, UserAgent: gmail }).bot).toBe(false);
    const click = {
      ...open,
      RecordType: "Click",
      OriginalLink: "https://riverside.example/map",
      ClickLocation: "HTML",
    };
    expect(read(click)).toMatchObject({ kind: "clicked", url: "https://riverside.example/map" });
    expect(read({ ...click, UserAgent: "Barracuda Sentinel (EE)" }).bot).toBe(true);
    // C11: what only asks whether a link is there names no browser; where the field is missing nothing is known.
    expect(read({ ...click, UserAgent: "" }).bot).toBe(true);
    expect(read({ ...click, UserAgent: undefined }).bot).toBe(false);
  });

  it("reads complaints and changes of subscription", () => {
    const complaint = { RecordType: "SpamComplaint", ...common, Type: "SpamComplaint", Email: "j@x.example" };
    expect(read(complaint)).toMatchObject({ kind: "complained", suppresses: true, occurredAt: receivedAt });
    const change = {
      RecordType: "SubscriptionChange",
      ...common,
      ChangedAt: "2026-11-22T12:53:34.416071Z",
      Recipient: "j@x.example",
      Origin: "Recipient",
      SuppressSending: true,
      SuppressionReason: "ManualSuppression",
    };
    expect(read(change)).toMatchObject({
      kind: "unsubscribed",
      suppresses: true,
      providerMessage: "ManualSuppression, by Recipient",
    });
    expect(read({ ...change, SuppressionReason: "HardBounce" }).kind).toBe("hard_bounced");
    expect(read({ ...change, SuppressionReason: "SpamComplaint" }).kind).toBe("complained");
    const lifted = read({
      ...change,
      SuppressSending: false,
      SuppressionReason: null,
      MessageID: null,
      Metadata: {},
    });
    expect(lifted).toMatchObject({
      kind: "resubscribed",
      suppresses: false,
      providerMessage: "by Recipient",
    });
    expect(lifted).not.toHaveProperty("providerMessageId");
    expect(lifted).not.toHaveProperty("recipientId");
  });

  it("keeps what it does not know, and refuses only what is no JSON object", () => {
    expect(read({ RecordType: "Telepathy", MessageID: 5, Metadata: "x" })).toMatchObject({
      kind: "unknown",
      providerKind: "Telepathy",
      occurredAt: receivedAt,
    });
    expect(read({})).toMatchObject({ kind: "unknown" });
    expect(read({ RecordType: "Open", Metadata: { recipient: "' or 1=1" } })).not.toHaveProperty(
      "recipientId",
    );
    for (const body of ["", "{", "[]", "null", '"Delivery"', "<xml/>"]) {
      expect(readWebhook({ body, receivedAt }).ok).toBe(false);
    }
  });

  it("gives a retry the same key, and two events different ones", () => {
    const one = read({ RecordType: "Open", MessageID: "m", Geo: { City: "A", Country: "B" } });
    const same = read({ Geo: { Country: "B", City: "A" }, MessageID: "m", RecordType: "Open" });
    const other = read({ RecordType: "Open", MessageID: "m2" });
    expect(one.dedupeKey).toBe(same.dedupeKey);
    expect(one.dedupeKey).not.toBe(other.dedupeKey);
  });

  it.each([
    ["HardBounce", true, "hard_bounced"],
    ["BadEmailAddress", true, "hard_bounced"],
    ["SoftBounce", false, "soft_bounced"],
    ["SoftBounce", true, "hard_bounced"],
    ["Transient", false, "delayed"],
    ["Transient", true, "hard_bounced"],
    ["Blocked", false, "soft_bounced"],
    ["SpamNotification", false, "soft_bounced"],
    ["SpamComplaint", true, "complained"],
    ["Unsubscribe", false, "unsubscribed"],
    ["ManuallyDeactivated", true, "blocked"],
    ["AutoResponder", false, "unknown"],
    ["Subscribe", false, "unknown"],
    ["SomethingNew", false, "soft_bounced"],
    ["SomethingNew", true, "hard_bounced"],
    [undefined, undefined, "soft_bounced"],
    ["toString", false, "soft_bounced"],
  ] as const)("maps bounce %s (inactive %s) to %s", (type, inactive, kind) => {
    expect(classifyBounce(type, inactive)).toBe(kind);
  });

  it("lets in the current and the previous password and nothing else", () => {
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;
    const rotating = { user: "hook", password: "new:päss", previousPassword: "old" };
    expect(authenticateWebhook(basic("hook:new:päss"), rotating)).toBe(true);
    expect(authenticateWebhook(basic("hook:old"), rotating)).toBe(true);
    expect(authenticateWebhook(basic("hook:old"), { ...rotating, previousPassword: "" })).toBe(false);
    expect(authenticateWebhook(basic("hook:"), { ...rotating, previousPassword: undefined })).toBe(false);
    const wrong = [
      "",
      null,
      undefined,
      "Basic",
      "Basic !",
      "Bearer x",
      basic("hook:New"),
      basic("other:old"),
      basic(""),
    ];
    for (const header of wrong) expect(authenticateWebhook(header, rotating)).toBe(false);
    expect(() => authenticateWebhook(basic("hook:"), { user: "hook", password: "" })).toThrow();
  });
});
