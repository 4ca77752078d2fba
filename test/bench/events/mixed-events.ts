import { randomUUID } from "node:crypto";
import { randomFrom } from "../../support/random-from.ts";
import type { SentMail } from "./create-sent-campaign.ts";

/** One request to the webhook: Postmark's body and its trace id. */
export type EventRequest = { readonly traceId: string; readonly body: string };

/** Of a hundred mails: what is told of them beside their delivery or bounce, much as in life. */
const SHARES = {
  bounced: 0.02,
  softBounced: 0.02,
  opened: 0.4,
  botOpened: 0.12,
  clicked: 0.1,
  complained: 0.002,
  left: 0.006,
};

const agents = {
  person: {
    Client: { Name: "Apple Mail", Company: "Apple Inc.", Family: "Apple Mail" },
    OS: { Name: "iOS 18.1", Company: "Apple Computer, Inc.", Family: "iOS" },
    Platform: "Mobile",
    UserAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    Geo: {
      CountryISOCode: "US",
      Country: "United States",
      RegionISOCode: "OR",
      Region: "Oregon",
      City: "Portland",
      Zip: "97201",
      Coords: "45.5,-122.6",
      IP: "198.51.100.7",
    },
  },
  machine: { Client: {}, OS: {}, Platform: "Unknown", UserAgent: "Mozilla/5.0", Geo: {} },
};

/**
 * What Postmark would tell of these mails: deliveries, bounces, openings by people and machines, clicks, complaints and
 * opt-outs, in the order in which they would come. The same mails give the same events but for their trace ids.
 * @param most so many events at most
 */
export function mixedEvents(mails: readonly SentMail[], most: number, sentAt: Date): EventRequest[] {
  const random = randomFrom(7);
  const told: { readonly at: number; readonly body: object }[] = [];
  mails.forEach((mail, index) => {
    const base = {
      MessageID: mail.messageId,
      MessageStream: "broadcast",
      Metadata: { attempt: mail.attempt, recipient: mail.recipient },
      Tag: "campaign",
      Recipient: mail.email,
    };
    const at = index + random() * 50;
    const tell = (after: number, body: (time: string) => object) => {
      const time = new Date(sentAt.getTime() + at + after * 10).toISOString();
      told.push({ at: at + after, body: { ...base, ...body(time) } });
    };
    const fate = random();
    if (fate < SHARES.bounced + SHARES.softBounced) {
      const hard = fate < SHARES.bounced;
      tell(10, (time) => bounce(mail, hard, time));
      if (hard) tell(12, (time) => change("HardBounce", time));
      return;
    }
    tell(10, (time) => ({
      RecordType: "Delivery",
      ServerID: 23,
      DeliveredAt: time,
      Details: "smtp;250 2.0.0 OK",
    }));
    if (random() < SHARES.botOpened) tell(20, (time) => open("machine", time));
    if (random() < SHARES.opened) tell(400 + random() * 2_000, (time) => open("person", time));
    if (random() < SHARES.clicked) tell(2_500 + random() * 500, click);
    if (random() < SHARES.complained) tell(3_100, (time) => complaint(mail, time));
    if (random() < SHARES.left) tell(3_200, (time) => change("ManualSuppression", time));
  });
  return told
    .sort((one, other) => one.at - other.at)
    .slice(0, most)
    .map(({ body }) => ({ traceId: randomUUID(), body: JSON.stringify(body) }));
}

function open(reader: keyof typeof agents, time: string): object {
  return { RecordType: "Open", FirstOpen: true, ...agents[reader], ReadSeconds: 9, ReceivedAt: time };
}

function click(time: string): object {
  return {
    RecordType: "Click",
    ClickLocation: "HTML",
    ...agents.person,
    OriginalLink: "https://riverside.example/map",
    ReceivedAt: time,
  };
}

function change(reason: string, time: string): object {
  return {
    RecordType: "SubscriptionChange",
    ServerID: 23,
    ChangedAt: time,
    Origin: "Recipient",
    SuppressSending: true,
    SuppressionReason: reason,
  };
}

function bounce(mail: SentMail, hard: boolean, time: string): object {
  return {
    RecordType: "Bounce",
    ID: 4_323_372_036,
    Type: hard ? "HardBounce" : "SoftBounce",
    TypeCode: hard ? 1 : 4096,
    Name: hard ? "Hard bounce" : "Soft bounce",
    Description: "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
    Details: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
    Email: mail.email,
    From: "news@riverside.example",
    BouncedAt: time,
    DumpAvailable: true,
    Inactive: hard,
    CanActivate: true,
    Subject: "The river meadow opens",
    Content:
      "Reporting-MTA: dns; mail.riverside.example\r\nFinal-Recipient: rfc822\r\nAction: failed\r\n".repeat(8),
  };
}

function complaint(mail: SentMail, time: string): object {
  return {
    RecordType: "SpamComplaint",
    ID: 4_323_372_037,
    Type: "SpamComplaint",
    TypeCode: 512,
    Name: "Spam complaint",
    Description: "The subscriber explicitly marked this message as spam.",
    Email: mail.email,
    BouncedAt: time,
    Inactive: true,
    Subject: "The river meadow opens",
  };
}
