import { once } from "node:events";
import { createServer } from "node:http";
import { text as readAll } from "node:stream/consumers";
import { startCallDeadline } from "@packpost/providers/call-deadline";
import type { OutgoingText, SmsProvider } from "@packpost/providers/sms";
import type { InboundText, TextEvent } from "@packpost/providers/sms-event";
import { authenticateWebhook } from "@packpost/providers/twilio/authenticate-webhook";
import { readTextWebhook } from "@packpost/providers/twilio/webhook";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const [ours, theirs] = ["+12025550100", "+12025550111"];
const soon = () => ({ deadline: startCallDeadline(5_000) });

/** An organisation's texting as the worker has it, and a receiver at the far side of a proxy, as the api will be. */
async function startTexting() {
  const organisation = await world.organisation(1);
  const { token, ctx } = organisation;
  const publicUrl = "https://api.packpost.example";
  const reports: TextEvent[] = [];
  const texts: InboundText[] = [];
  const server = createServer(async (request, response) => {
    const [body, target] = [await readAll(request), request.url ?? ""];
    const local = `http://${request.headers.host}`;
    const signature = request.headers["x-twilio-signature"]?.toString();
    const signedBy = (authToken: string, url: string) =>
      authenticateWebhook({ signature, publicUrl: url, target, body }, [authToken]);
    expect([signedBy(token, local), signedBy("another", local), signedBy(token, publicUrl)]).toEqual([
      true,
      false,
      false,
    ]);
    const reading = readTextWebhook({ target, body, receivedAt: new Date() });
    if (reading.ok && reading.kind === "report") reports.push(reading.event);
    if (reading.ok && reading.kind === "inbound") texts.push(reading.text);
    response.writeHead(reading.ok ? 204 : 400).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const callback = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/webhooks/twilio`;
  await world.simulator.call("PUT", `/_servers/${token}`, { name: "Test", smsWebhookUrl: callback });
  const sms: SmsProvider = await createTestWorkerContext(world, organisation).providerFor("sms");
  const text = (more: Partial<OutgoingText> = {}): OutgoingText => ({
    ...{ attemptId: crypto.randomUUID(), recipientId: crypto.randomUUID() },
    ...{ from: ours, to: theirs, body: "The 10:00 visit moves to 11:00.", statusCallbackUrl: callback },
    ...more,
  });
  return {
    ...{ sms, text, reports, texts, token, organisationId: ctx.organisationId },
    knobs: (set: object) => world.simulator.call("PUT", "/_faults", { tokens: { [token]: set } }),
    textBack: (more: object) =>
      world.simulator.call("POST", "/_act", { action: "text", token, from: theirs, to: ours, ...more }),
    accepted: async () => (await world.ledger(token)).accepted,
    find: (sought: OutgoingText, otherIds: string[] = [], claimedAt = new Date(Date.now() - 5_000)) =>
      sms.findText({ ...sought, claimedAt, otherIds: new Set(otherIds) }, { account: sms.fingerprint() }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

describe("V8 texts leave by the organisation's account and their reports come back", () => {
  it("V8 a text is sent and delivered; its reports name it", async () => {
    await using texting = await startTexting();
    const text = texting.text();
    const outcome = await texting.sms.sendText(text, soon());
    expect(outcome).toMatchObject({
      outcome: "results",
      results: [{ status: "accepted", recipientId: text.recipientId }],
    });
    await waitUntil("its delivery", async () => texting.reports.find(({ kind }) => kind === "delivered"));
    const ids = { attemptId: text.attemptId, recipientId: text.recipientId };
    expect(texting.reports).toMatchObject([
      { ...ids, kind: "sent" },
      { ...ids, kind: "delivered" },
    ]);
  });

  it.each([
    ["+15005550001", 21211, "invalid_address"],
    ["+15005550002", 21612, "other"],
    ["+15005550003", 21408, "other"],
    ["+15005550004", 21610, "inactive_recipient"],
    ["+15005550009", 21614, "unsuitable_address"],
  ])("V8 %s is refused with %i, for this text alone", async (to, code, kind) => {
    await using texting = await startTexting();
    const outcome = await texting.sms.sendText(texting.text({ to }), soon());
    expect(outcome).toMatchObject({ outcome: "results", results: [{ status: "rejected", code, kind }] });
  });

  it.each([
    ["+15005553006", 30006, "not_textable"],
    ["+15005553007", 30007, "recipient"],
    ["+15005553034", 30034, "account"],
  ])(
    "V8 T31 %s fails at the carrier with %i: whose trouble it is stands in the report",
    async (to, code, trouble) => {
      await using texting = await startTexting();
      await texting.sms.sendText(texting.text({ to }), soon());
      const report = await waitUntil("its report", async () =>
        texting.reports.find(({ kind }) => kind === "undelivered"),
      );
      expect(report).toMatchObject({
        code,
        trouble,
        providerMessage: expect.stringContaining(`(Twilio ${code})`),
      });
    },
  );

  it("T21 reports that come twice have one key", async () => {
    await using texting = await startTexting();
    await texting.knobs({ webhookDuplicateRate: 1, webhookReorderRate: 1 });
    await texting.sms.sendText(texting.text(), soon());
    await waitUntil("four reports", async () => (texting.reports.length >= 4 ? true : undefined));
    expect(new Set(texting.reports.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
  });
});

describe("T33 a call whose answer is lost is looked up, never made again", () => {
  it.each(["reset-after", "5xx-after", "hang-after", "answer-garbage"])(
    "T33 %s: accepted, and found",
    async (kind) => {
      await using texting = await startTexting();
      await texting.knobs({ next: [{ kind }], hangMs: 3_000 });
      const text = texting.text();
      const outcome = await texting.sms.sendText(text, { deadline: startCallDeadline(1_000) });
      expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: true });
      expect(await texting.find(text)).toMatchObject({
        outcome: "found",
        byRecipient: new Map([[text.recipientId, { providerMessageId: expect.stringMatching(/^SM/) }]]),
      });
      expect(await texting.accepted()).toBe(1);
    },
  );

  it.each(["reset-before", "5xx-before", "hang-before"])("T33 %s: not accepted, and absent", async (kind) => {
    await using texting = await startTexting();
    await texting.knobs({ next: [{ kind }], hangMs: 3_000 });
    const text = texting.text();
    expect(await texting.sms.sendText(text, { deadline: startCallDeadline(1_000) })).toMatchObject({
      ambiguous: true,
    });
    expect(await texting.find(text)).toEqual({ outcome: "found", byRecipient: new Map() });
    expect(await texting.accepted()).toBe(0);
  });

  it("T33 the same words twice prove nothing, until one of them is known", async () => {
    await using texting = await startTexting();
    const first = await texting.sms.sendText(texting.text(), soon());
    await texting.knobs({ next: [{ kind: "reset-after" }] });
    const text = texting.text();
    await texting.sms.sendText(text, soon());
    expect(await texting.find(text)).toEqual({ outcome: "found", byRecipient: new Map(), partial: true });
    const [known] = first.outcome === "results" ? first.results : [];
    const id = known?.status === "accepted" ? known.providerMessageId : "";
    const found = await texting.find(text, [id]);
    expect(found.outcome === "found" && found.byRecipient.size).toBe(1);
  });

  it("the search that lags shows it later, and one that is down says so", async () => {
    await using texting = await startTexting();
    const text = texting.text();
    await texting.knobs({ searchLagMs: 700 });
    await texting.sms.sendText(text, soon());
    expect(await texting.find(text)).toEqual({ outcome: "found", byRecipient: new Map() });
    await waitUntil("the search", async () => {
      const found = await texting.find(text);
      return found.outcome === "found" && found.byRecipient.size === 1 ? true : undefined;
    });
    await texting.knobs({ searchDown: true });
    expect(await texting.find(text)).toMatchObject({ outcome: "unavailable" });
  });

  it("after the deadline nothing is sent; 429 waits as told", async () => {
    await using texting = await startTexting();
    expect(await texting.sms.sendText(texting.text(), { deadline: startCallDeadline(0) })).toEqual({
      outcome: "too_late",
    });
    await texting.knobs({ next: [{ kind: "429" }], retryAfterSeconds: 7 });
    expect(await texting.sms.sendText(texting.text(), soon())).toMatchObject({
      outcome: "throttled",
      retryAfterMs: 7_000,
    });
    expect(await texting.accepted()).toBe(0);
  });
});

describe("V8 what people text comes in", () => {
  it("V8 T23 with a picture that is late, by webhook and in the list alike", async () => {
    await using texting = await startTexting();
    const since = new Date(Date.now() - 5_000);
    await texting.textBack({ body: "Here he is", picture: true });
    const came = await waitUntil("the text", async () => texting.texts[0]);
    expect(came).toMatchObject({
      from: theirs,
      to: ours,
      body: "Here he is",
      media: [{ contentType: "image/png" }],
    });
    const listed = await texting.sms.listInbound({ to: ours, since });
    expect(listed).toMatchObject({
      outcome: "listed",
      texts: [{ providerMessageId: came.providerMessageId, body: "Here he is", media: came.media }],
    });
    const fetch = (url = came.media[0]?.url ?? "", maxBytes = 1_000_000) =>
      texting.sms.fetchMedia(url, { maxBytes });
    expect([await fetch(), await fetch()]).toEqual([{ outcome: "not_yet" }, { outcome: "not_yet" }]);
    const fetched = await fetch();
    expect(fetched.outcome === "fetched" && Buffer.from(fetched.bytes.subarray(1, 4)).toString()).toBe("PNG");
    expect(await fetch(undefined, 100)).toEqual({ outcome: "too_large" });
  });

  it("T23 the account's keys go to its own pictures alone", async () => {
    await using texting = await startTexting();
    await texting.textBack({ picture: true });
    const came = await waitUntil("the text", async () => texting.texts[0]);
    const url = new URL(came.media[0]?.url ?? "");
    const strangers = [
      `http://evil.example${url.pathname}`,
      url.href.replace(/AC[0-9a-f]{32}/, `AC${"1".repeat(32)}`),
      `${url.href}/../../../../../../_ledger`,
      `${url.href}?x=1`,
      url.href.replace("//", "//user:password@"),
      "nothing",
    ];
    for (const stranger of strangers)
      expect(await texting.sms.fetchMedia(stranger, { maxBytes: 1e6 }), stranger).toMatchObject({
        outcome: "refused",
      });
  });

  it("A12 STOP says that the provider has mirrored it, and texts are refused until START", async () => {
    await using texting = await startTexting();
    await texting.textBack({ body: "Stop" });
    expect(await waitUntil("the text", async () => texting.texts[0])).toMatchObject({ optOut: "stop" });
    expect(await texting.sms.sendText(texting.text(), soon())).toMatchObject({
      results: [{ status: "rejected", code: 21610, kind: "inactive_recipient" }],
    });
    await texting.textBack({ body: "START" });
    expect(await texting.sms.sendText(texting.text(), soon())).toMatchObject({
      results: [{ status: "accepted" }],
    });
  });
});
