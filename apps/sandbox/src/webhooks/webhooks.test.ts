import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { mail } from "../testing/mail.ts";
import { Receiver } from "../testing/start-receiver.ts";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start({ WEBHOOK_RETRY_SCALE: "0.001" }));
afterAll(() => simulator.remove());

async function listen(token: string) {
  const receiver = new Receiver();
  const webhookUrl = await receiver.start();
  const client = await simulator.client(token, {
    webhookUrl,
    webhookUser: "hook",
    webhookPassword: "secret",
  });
  return { receiver, client };
}

it("tells of a mail's life with Basic auth, metadata and tag", async () => {
  const { receiver, client } = await listen("life");
  await client.sendEmail(mail("click@example.com", { Tag: "spring", Metadata: { recipient: "r9" } }));
  await vi.waitFor(() => expect(receiver.kinds()).toHaveLength(3), 8000);
  const [delivery, open, click] = receiver.got;
  expect(delivery?.headers.authorization).toBe(`Basic ${btoa("hook:secret")}`);
  expect(delivery?.event).toMatchObject({
    RecordType: "Delivery",
    Tag: "spring",
    Metadata: { recipient: "r9" },
  });
  expect(open?.event).toMatchObject({ RecordType: "Open", FirstOpen: true, Recipient: "click@example.com" });
  expect(click?.event).toMatchObject({
    RecordType: "Click",
    OriginalLink: expect.stringMatching(/example.org/),
  });
  receiver.stop();
});

it("tells a machine's open and a scanner's clicks from a person's", async () => {
  const { receiver, client } = await listen("machines");
  await client.sendEmailBatch([mail("machineopen@example.com"), mail("scanner@example.com")]);
  await vi.waitFor(() => expect(receiver.kinds()).toHaveLength(5), 4000);
  const open = receiver.got.find(({ event }) => event.RecordType === "Open");
  expect(open?.event).toMatchObject({ UserAgent: "Mozilla/5.0", ReadSeconds: 0 });
  const links = receiver.got
    .filter(({ event }) => event.RecordType === "Click")
    .map(({ event }) => event.OriginalLink);
  expect(links.sort()).toEqual(["https://example.org/a?x=1&y=2", "https://example.org/b"]);
  receiver.stop();
});

it("tells of bounces, complaints and changed subscriptions", async () => {
  const { receiver, client } = await listen("bad");
  await client.sendEmailBatch(
    ["bounce", "soft", "spamcontent", "spam"].map((name) => mail(`${name}@example.com`)),
  );
  await vi.waitFor(() => expect(receiver.kinds()).toHaveLength(7), 4000);
  const types = receiver.got.map(({ event }) =>
    `${event.RecordType} ${event.Type ?? event.SuppressionReason ?? ""}`.trim(),
  );
  expect(types.sort()).toEqual([
    "Bounce HardBounce",
    "Bounce SoftBounce",
    "Bounce SpamNotification",
    "Delivery",
    "SpamComplaint SpamComplaint",
    "SubscriptionChange HardBounce",
    "SubscriptionChange SpamComplaint",
  ]);
  receiver.stop();
});

it("tells an address that is set later of what is still to happen", async () => {
  const client = await simulator.client("later");
  await simulator.call("PUT", "/_faults", { tokens: { later: { speed: 4 } } });
  await client.sendEmail(mail("transient@example.com"));
  const { receiver } = await listen("later");
  await vi.waitFor(() => expect(receiver.kinds()).toContain("Delivery"), 8000);
  receiver.stop();
});

it("tries again after 5xx with the same trace id, and never after 403", async () => {
  const { receiver, client } = await listen("retry");
  receiver.answers.push(500, 503, 200, 403);
  await client.sendEmail(mail("deliver@example.com"));
  await vi.waitFor(() => expect(receiver.got).toHaveLength(3), 4000);
  expect(new Set(receiver.got.map(({ headers }) => headers["x-pm-webhook-trace-id"])).size).toBe(1);
  expect(receiver.got.map(({ headers }) => headers["x-pm-retries-remaining"])).toEqual(["9", "8", "7"]);
  await client.sendEmail(mail("deliver2@example.com"));
  await vi.waitFor(() => expect(receiver.got).toHaveLength(4));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(receiver.got).toHaveLength(4);
  receiver.stop();
});

it("posts nothing when off, keeps it when held, and doubles it on demand", async () => {
  const { receiver, client } = await listen("knobs");
  const knob = (knobs: object) => simulator.call("PUT", "/_faults", { tokens: { knobs } });
  await knob({ webhooks: "off" });
  await client.sendEmail(mail("deliver@example.com"));
  await new Promise((resolve) => setTimeout(resolve, 500));
  await knob({ webhooks: "hold", webhookDuplicateRate: 1 });
  await client.sendEmail(mail("deliver@example.com"));
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(receiver.got).toHaveLength(0);
  await knob({ webhooks: "on" });
  await vi.waitFor(() => expect(receiver.got).toHaveLength(2), 4000);
  receiver.stop();
});

it("acts by hand: click, complain, one-click unsubscribe", async () => {
  const { receiver, client } = await listen("acts");
  const pressed: string[] = [];
  const sender = createServer(async (request, response) => {
    pressed.push(`${request.method} ${request.url} ${await text(request)}`);
    response.writeHead(202).end();
  }).listen(0, "127.0.0.1");
  await once(sender, "listening");
  const address = sender.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/u/1`;
  const List = { Name: "List-Unsubscribe", Value: `<${url}>, <mailto:u@example.org>` };
  const Post = { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" };
  const { MessageID } = await client.sendEmail(mail("none@example.com", { Headers: [List, Post] }));
  const act = (body: object) => simulator.call("POST", "/_act", { messageId: MessageID, ...body });
  expect(await act({ action: "unsubscribe" })).toMatchObject({ ok: true, status: 202 });
  expect(pressed).toEqual(["POST /u/1 List-Unsubscribe=One-Click"]);
  await act({ action: "click", url: "https://example.org/b" });
  await act({ action: "complain" });
  await vi.waitFor(() =>
    expect(receiver.kinds().sort()).toEqual(["Click", "SpamComplaint", "SubscriptionChange"]),
  );
  await expect(act({ action: "click", url: "https://elsewhere.example/" })).rejects.toThrow(/422/);
  const plain = await client.sendEmail(mail("none2@example.com", { Headers: [List] }));
  await expect(act({ action: "unsubscribe", messageId: plain.MessageID })).rejects.toThrow(/one-click/);
  receiver.stop();
  sender.close();
});
