import type { Twilio } from "twilio";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

const ours = "+12025550100";
const theirs = "+12025550111";
const send = (client: Twilio, more: object = {}) =>
  client.messages.create({ from: ours, to: theirs, body: "Hello", ...more });
const knobs = (token: string, set: object) => simulator.call("PUT", "/_faults", { tokens: { [token]: set } });
const accepted = async (token: string) => await simulator.call("GET", `/_ledger/summary?token=${token}`);

describe("creating", () => {
  it("V8 takes a text, queues it, sends it, delivers it", async () => {
    const client = await simulator.texter("life");
    const sent = await send(client, { body: "The park opens at ten 🐶" });
    expect(sent).toMatchObject({
      ...{
        status: "queued",
        direction: "outbound-api",
        from: ours,
        to: theirs,
        body: "The park opens at ten 🐶",
      },
      ...{ sid: expect.stringMatching(/^SM[0-9a-f]{32}$/), numSegments: "1", numMedia: "0", errorCode: null },
      dateCreated: expect.any(Date),
    });
    await vi.waitFor(async () =>
      expect(await client.messages(sent.sid).fetch()).toMatchObject({ status: "delivered" }),
    );
    expect(await accepted("life")).toMatchObject({ accepted: 1, byOutcome: { deliver: 1 } });
  });

  it.each([
    ["+15005550001", 21211],
    ["+15005550002", 21612],
    ["+15005550003", 21408],
    ["+15005550004", 21610],
    ["+15005550009", 21614],
    ["12345", 21211],
    ["+1202555", 21211],
  ])("V8 refuses a text to %s with %i", async (to, code) => {
    const client = await simulator.texter("refusals");
    await expect(send(client, { to })).rejects.toMatchObject({ status: 400, code });
  });

  it.each([
    [{ from: "+15005550001" }, 21212],
    [{ from: "+15005550007" }, 21606],
    [{ from: "+15005550008" }, 21611],
    [{ from: theirs }, 21266],
    [{ body: "" }, 21602],
    [{ body: "x".repeat(1601) }, 21617],
    [{ mediaUrl: ["ftp://x/1"] }, 21620],
    [{ mediaUrl: Array.from({ length: 11 }, (_, at) => `https://x.example/${at}`) }, 21623],
    [{ statusCallback: "no address" }, 21609],
  ])("V8 refuses %o with %i", async (more, code) => {
    await expect(send(await simulator.texter("refusals"), more)).rejects.toMatchObject({ code });
  });

  it("V8 knows the account's own numbers, keys and limits", async () => {
    const client = await simulator.texter("own", { numbers: ["+12025550109"] });
    await expect(send(client)).rejects.toMatchObject({ code: 21659 });
    await send(client, { from: "+12025550109", body: "x".repeat(1600) });
    const stranger = await simulator.texter("stranger");
    Object.assign(stranger, { username: client.username });
    await expect(send(stranger)).rejects.toMatchObject({ status: 401, code: 20003 });
    Object.assign(stranger, { username: stranger.accountSid, password: "wrong" });
    await expect(send(stranger)).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it("counts parts as carriers do", async () => {
    const client = await simulator.texter("parts");
    const parts = async (body: string) => (await send(client, { body })).numSegments;
    expect(
      await Promise.all(["x".repeat(160), "x".repeat(161), "я".repeat(70), "я".repeat(71)].map(parts)),
    ).toEqual([...["1", "2", "1", "2"]]);
  });

  it("A6 lets a number's texts wait in its queue, and refuses more than fit", async () => {
    const client = await simulator.texter("queue");
    await knobs("queue", { textPartsPerSecond: 0.1, textQueueParts: 2 });
    for (const body of ["1", "2", "3"]) await send(client, { body });
    await expect(send(client, { body: "4" })).rejects.toMatchObject({ status: 429, code: 21611 });
    await send(client, { from: "+12025550199", body: "another number's" });
    const states = async () => (await client.messages.list()).map(({ body, status }) => `${body} ${status}`);
    const early = ["1 delivered", "3 queued", "another number's delivered"];
    await vi.waitFor(async () => expect(await states()).toEqual(expect.arrayContaining(early)));
    await vi.waitFor(async () => expect(await states()).toContain("3 delivered"), 4000);
  });
});

describe("listing", () => {
  it("T33 finds by numbers, pages through, both directions, newest first", async () => {
    const client = await simulator.texter("list");
    for (let at = 0; at < 5; at++) await send(client, { body: `Note ${at}` });
    await send(client, { to: "+12025550112", body: "Another's" });
    await simulator.call("POST", "/_act", {
      action: "text",
      token: "list",
      from: theirs,
      to: ours,
      body: "Hi!",
    });
    const bodies = async (filter: object) => (await client.messages.list(filter)).map(({ body }) => body);
    expect(await bodies({ to: theirs, from: ours, pageSize: 2 })).toEqual(
      [4, 3, 2, 1, 0].map((at) => `Note ${at}`),
    );
    expect(await bodies({ to: ours })).toEqual(["Hi!"]);
    expect(await bodies({ pageSize: 3 })).toHaveLength(7);
    expect((await client.messages.list({ to: ours }))[0]).toMatchObject({
      direction: "inbound",
      status: "received",
    });
    const first = await client.messages.page({ from: ours, pageSize: 4 });
    await send(client, { body: "Meanwhile" });
    const second = await first.nextPage();
    expect(second?.instances.map(({ body }) => body)).toEqual(["Note 1", "Note 0"]);
    expect(second?.nextPageUrl).toBeUndefined();
  });

  it("finds by the time of sending, which a text in the queue does not have", async () => {
    const client = await simulator.texter("dates");
    await knobs("dates", { textPartsPerSecond: 0.01 });
    await send(client, { body: "Sent" });
    await send(client, { body: "Waits" });
    const minute = 60_000;
    const list = (filter: object) => client.messages.list(filter);
    await vi.waitFor(async () =>
      expect(await list({ dateSentAfter: new Date(Date.now() - minute) })).toMatchObject([{ body: "Sent" }]),
    );
    expect(await list({ dateSentAfter: new Date(Date.now() + minute) })).toEqual([]);
    expect(await list({ dateSentBefore: new Date(Date.now() + minute) })).toHaveLength(1);
  });

  it("lags, can be down, and knows no other account's", async () => {
    const client = await simulator.texter("lag");
    await knobs("lag", { searchLagMs: 300 });
    const { sid } = await send(client);
    expect(await client.messages.list()).toEqual([]);
    await vi.waitFor(async () => expect(await client.messages.list()).toHaveLength(1));
    const other = await simulator.texter("lag-other");
    await expect(other.messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await knobs("lag", { searchDown: true });
    await expect(client.messages.list()).rejects.toMatchObject({ status: 503 });
  });

  it("stays apart from the mail of the same server, in one ledger", async () => {
    const client = await simulator.texter("both");
    const mailer = await simulator.client("both");
    const base = { Subject: "Mail", From: "a@b.example", To: "none@example.com", TextBody: "Mail" };
    const mail = await mailer.sendEmail({ ...base, Metadata: { attempt: "t1", recipient: "r1" } });
    const { sid } = await send(client, { statusCallback: "http://127.0.0.1:9/hook?attempt=t1&recipient=r2" });
    expect(await mailer.getOutboundMessages({ metadata_attempt: "t1" })).toMatchObject({ TotalCount: 1 });
    expect(await client.messages.list()).toMatchObject([{ sid }]);
    expect(await simulator.call("GET", "/_ledger?token=both")).toMatchObject({
      items: [
        { channel: "email", messageId: mail.MessageID, to: "none@example.com" },
        {
          channel: "sms",
          from: ours,
          to: theirs,
          subject: "Hello",
          metadata: { attempt: "t1", recipient: "r2" },
        },
      ],
    });
    expect(await simulator.call("GET", "/_ledger?token=both&channel=sms")).toMatchObject({ total: 1 });
    expect(await simulator.call("GET", "/_ledger/summary?token=both&metadata_attempt=t1")).toMatchObject({
      ...{ accepted: 2, distinctRecipients: 2, duplicates: 0 },
    });
  });
});

describe("faults", () => {
  it.each([
    ["429", { status: 429, code: 20429 }, 0],
    ["5xx-before", { status: 500 }, 0],
    ["5xx-after", { status: 500 }, 1],
    ["reset-before", {}, 0],
    ["reset-after", {}, 1],
    ["hang-before", {}, 0],
    ["hang-after", {}, 1],
  ] as const)("does %s to the second text only", async (kind, error, taken) => {
    const token = `text-${kind}`;
    const client = await simulator.texter(token);
    await knobs(token, { next: [{ kind, skip: 1, times: 1 }], hangMs: 200 });
    await send(client);
    await expect(send(client)).rejects.toMatchObject(error);
    expect(await accepted(token)).toMatchObject({ accepted: 1 + taken });
    await send(client);
    expect(await accepted(token)).toMatchObject({ accepted: 2 + taken });
  });

  it("refuses with any of Twilio's codes, garbles an answer, and forces outcomes", async () => {
    const client = await simulator.texter("codes-of-texts");
    const next = [
      { kind: "error", status: 400, errorCode: 30034, message: "Unregistered" },
      { kind: "answer-garbage" },
    ];
    await knobs("codes-of-texts", { next, outcomes: { [theirs]: "landline" } });
    await expect(send(client)).rejects.toMatchObject({ code: 30034, message: "Unregistered" });
    expect((await send(client)).sid).toBeUndefined();
    const { sid } = await send(client);
    await vi.waitFor(async () =>
      expect(await client.messages(sid).fetch()).toMatchObject({ status: "undelivered", errorCode: 30006 }),
    );
  });
});

it("keeps texts and opt-outs through kill -9", async () => {
  const other = new Simulator();
  await other.start();
  const { sid } = await send(await other.texter("keep"));
  await other.call("POST", "/_act", { action: "text", token: "keep", from: theirs, to: ours, body: "stop" });
  await other.stop("SIGKILL");
  await other.start();
  const client = await other.texter("keep");
  expect(await client.messages.list()).toMatchObject([{ body: "stop" }, { sid }]);
  await expect(send(client)).rejects.toMatchObject({ code: 21610 });
  await other.remove();
});
