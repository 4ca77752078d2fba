import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Simulator } from "../testing/start-simulator.ts";
import { TextReceiver } from "../testing/start-text-receiver.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start({ WEBHOOK_RETRY_SCALE: "0.01" }));
afterAll(() => simulator.remove());

const ours = "+12025550100";
const theirs = "+12025550111";

async function listen(token: string) {
  const receiver = new TextReceiver();
  const url = await receiver.start();
  const client = await simulator.texter(token, { smsWebhookUrl: `${url}/in?organisation=1` });
  const text = (more: object = {}) =>
    client.messages.create({
      ...{ from: ours, to: theirs, body: "Hello", statusCallback: `${url}?attempt=a&recipient=r` },
      ...more,
    });
  const act = (more: object) =>
    simulator.call("POST", "/_act", { action: "text", token, from: theirs, to: ours, ...more });
  const knobs = (set: object) => simulator.call("PUT", "/_faults", { tokens: { [token]: set } });
  return { receiver, client, text, act, knobs };
}

it("T30 tells what became of a text, signed so that Twilio's own validator believes it", async () => {
  const { receiver, client, text } = await listen("reports");
  const { sid } = await text({ body: "Quotes ' and & 🐶" });
  await vi.waitFor(() => expect(receiver.statuses()).toEqual(["sent", "delivered"]), 4000);
  for (const { headers, url, form } of receiver.got) {
    expect(form).toMatchObject({ MessageSid: sid, AccountSid: client.accountSid, From: ours, To: theirs });
    expect(url).toMatch(/\/hook\?attempt=a&recipient=r$/);
    expect(validateRequest("reports", String(headers["x-twilio-signature"]), url, form)).toBe(true);
    expect(validateRequest("another", String(headers["x-twilio-signature"]), url, form)).toBe(false);
  }
  receiver.stop();
});

it.each([
  ["+15005553003", "30003"],
  ["+15005553004", "30004"],
  ["+15005553005", "30005"],
  ["+15005553006", "30006"],
  ["+15005553007", "30007"],
  ["+15005553008", "30008"],
  ["+15005553034", "30034"],
])("T28 a text to %s is not delivered: %s", async (to, code) => {
  const { receiver, text } = await listen(`code-${code}`);
  await text({ to });
  await vi.waitFor(() => expect(receiver.statuses()).toContain("undelivered"), 4000);
  expect(receiver.got.at(-1)?.form).toMatchObject({ ErrorCode: code, To: to });
  receiver.stop();
});

it("T21 doubles, delays, holds and drops reports on demand, and tries once more where nobody answers", async () => {
  const { receiver, text, knobs } = await listen("manners");
  await knobs({ webhookDuplicateRate: 1 });
  await text();
  await vi.waitFor(
    () => expect(receiver.statuses().sort()).toEqual(["delivered", "delivered", "sent", "sent"]),
    6000,
  );
  await knobs({ webhookDuplicateRate: 0, webhooks: "hold" });
  receiver.got.length = 0;
  receiver.answers.push(0, 503);
  const { sid } = await text();
  await vi.waitFor(async () =>
    expect(await simulator.call("GET", "/_ledger/summary?token=manners")).toMatchObject({
      webhooksQueued: 2,
    }),
  );
  expect(receiver.got).toEqual([]);
  await knobs({ webhooks: "on" });
  // The one without an answer comes again; the one answered 503 does not.
  await vi.waitFor(() => expect(receiver.got).toHaveLength(3), 4000);
  const tokens = receiver.got.map(({ headers }) => headers["i-twilio-idempotency-token"]);
  expect(new Set(tokens).size).toBe(2);
  expect(receiver.got.every(({ form }) => form.MessageSid === sid)).toBe(true);
  receiver.stop();
});

it("calls nobody beyond this machine", async () => {
  const { receiver, text } = await listen("far");
  await text({ statusCallback: "http://192.0.2.1/hook" });
  await vi.waitFor(async () =>
    expect(await simulator.call("GET", "/_ledger/summary?token=far")).toMatchObject({
      webhooksQueued: 0,
      events: { delivery: 1 },
    }),
  );
  receiver.stop();
});

it("V8 tells of a text that comes in, pictures by address: first 404, then a redirect, and only with the account's keys", async () => {
  const { receiver, client, act } = await listen("inbound");
  await act({ body: "Here he is", picture: true });
  await vi.waitFor(() => expect(receiver.got).toHaveLength(1));
  const [{ headers, url, form } = { headers: {}, url: "", form: {} }] = receiver.got;
  expect(form).toMatchObject({
    ...{ SmsStatus: "received", From: theirs, To: ours, Body: "Here he is", NumMedia: "1" },
    ...{
      MessageSid: expect.stringMatching(/^MM/),
      MediaContentType0: "image/png",
      AccountSid: client.accountSid,
    },
  });
  expect(form).not.toHaveProperty("OptOutType");
  expect(validateRequest("inbound", String(headers["x-twilio-signature"]), url, form)).toBe(true);
  const picture = form.MediaUrl0 ?? "";
  const authorization = `Basic ${btoa(`${client.accountSid}:inbound`)}`;
  const get = (address: string, keys: object) => fetch(address, { headers: { ...keys }, redirect: "manual" });
  expect((await get(picture, {})).status).toBe(401);
  expect((await get(picture, { authorization: `Basic ${btoa(`${client.accountSid}:wrong`)}` })).status).toBe(
    401,
  );
  const answers = [];
  for (let tries = 0; tries < 3; tries++) answers.push(await get(picture, { authorization }));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 307]);
  const file = await get(new URL(answers[2]?.headers.get("location") ?? "", picture).href, {});
  expect(file.headers.get("content-type")).toBe("image/png");
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  const listed = await client.messages(form.MessageSid ?? "").media.list();
  expect(listed).toMatchObject([{ contentType: "image/png", parentSid: form.MessageSid }]);
  receiver.stop();
});

it("A12 mirrors STOP, START and HELP: says so, blocks with 21610 and unblocks, for this pair of numbers alone", async () => {
  const { receiver, text, act } = await listen("keywords");
  await act({ body: " stop " });
  await vi.waitFor(() =>
    expect(receiver.got.at(-1)?.form).toMatchObject({ Body: " stop ", OptOutType: "STOP" }),
  );
  await expect(text()).rejects.toMatchObject({ status: 400, code: 21610 });
  await text({ to: "+12025550112" });
  await text({ from: "+12025550109" });
  await act({ body: "help" });
  await expect(text()).rejects.toMatchObject({ code: 21610 });
  await act({ body: "Yes" });
  await vi.waitFor(() =>
    expect(receiver.got.map(({ form }) => `${form.Body} ${form.OptOutType}`)).toContain("Yes START"),
  );
  await text();
  await act({ body: "yes" });
  await vi.waitFor(() =>
    expect(receiver.got.some(({ form }) => form.Body === "yes" && form.OptOutType === undefined)).toBe(true),
  );
  for (const body of ["STOPALL", "unsubscribe", "Cancel", "END", "quit", "revoke", "optout"]) {
    expect(await act({ body })).toMatchObject({ did: "texted STOP" });
    await act({ body: "unstop" });
  }
  for (const body of ["stop please", "stop by at ten", "I stop"])
    expect(await act({ body })).toMatchObject({ did: "texted" });
  await text();
  receiver.stop();
});

it("texts back to a text, and refuses what no phone can do", async () => {
  const { receiver, text, act } = await listen("back");
  await text();
  const ledger = await simulator.call("GET", "/_ledger?token=back");
  const [{ messageId }] = JSON.parse(JSON.stringify(ledger)).items;
  expect(await simulator.call("POST", "/_act", { action: "text", messageId, body: "Thanks" })).toMatchObject({
    ok: true,
  });
  await vi.waitFor(() =>
    expect(receiver.got.some(({ form }) => form.From === theirs && form.Body === "Thanks")).toBe(true),
  );
  await expect(act({ body: " " })).rejects.toThrow("empty");
  await expect(act({ from: "Maria", body: "x" })).rejects.toThrow("two numbers");
  await expect(simulator.call("POST", "/_act", { action: "open", messageId })).rejects.toThrow(
    "no such mail",
  );
  receiver.stop();
});
