import { describe, expect, it } from "vitest";
import type { SoughtText } from "../sms.ts";
import { fingerprintOf } from "./account.ts";
import { findText } from "./find-text.ts";
import { listInbound } from "./list-inbound.ts";
import { accountSid, json, message, page, refusal, sidOf, startServer } from "./twilio-server.fixture.ts";

const account = fingerprintOf(accountSid);
const sought = (change: Partial<SoughtText> = {}): SoughtText => ({
  ...{ recipientId: "r-1", from: "+12025550100", to: "+12025550111", body: "The park opens at ten." },
  claimedAt: new Date("2026-11-29T12:00:04.700Z"),
  otherIds: new Set(),
  ...change,
});

/** What is found when Twilio shows these messages. */
async function find(messages: object[], change: Partial<SoughtText> = {}, from: string | null = account) {
  await using server = await startServer((_request, _body, response) => json(response, 200, page(messages)));
  return await findText(server.settings, sought(change), { account: from });
}

const nobody = { outcome: "found", byRecipient: new Map() };
const found = (index: number) => ({
  ...{ outcome: "found" },
  byRecipient: new Map([
    ["r-1", { providerMessageId: sidOf(index), status: "queued", at: new Date("2026-11-29T12:00:05Z") }],
  ]),
});

describe("look-up of a text whose call was not answered", () => {
  it("T33 finds it by its numbers, words and time", async () => {
    expect(await find([message(1)])).toEqual(found(1));
    expect(await find([message(2, { date_created: "Sun, 29 Nov 2026 12:00:04 +0000" })])).toMatchObject({
      byRecipient: new Map([["r-1", { providerMessageId: sidOf(2) }]]),
    });
  });

  it.each([
    ["other words", { body: "The park opens at eleven." }],
    ["another number", { to: "+12025550112" }],
    ["another sender", { from: "+12025550101" }],
    ["one of theirs", { direction: "inbound" }],
    ["an older one", { date_created: "Sun, 29 Nov 2026 11:59:40 +0000" }],
  ])("T33 does not take %s for it", async (_what, change) => {
    expect(await find([message(1, change)])).toEqual(nobody);
  });

  it("does not lose it by line ends or a trial account's words", async () => {
    const body = "Sent from your Twilio trial account - Hello\r\nMaria ";
    expect(await find([message(1, { body })], { body: "Hello\nMaria" })).toEqual(found(1));
  });

  it("T33 two equal ones, or hidden words, prove nothing; one that is known to be another is left out", async () => {
    expect(await find([message(1), message(2)])).toEqual({ ...nobody, partial: true });
    expect(await find([message(1), message(2)], { otherIds: new Set([sidOf(1)]) })).toEqual(found(2));
    expect(await find([message(1)], { otherIds: new Set([sidOf(1)]) })).toEqual(nobody);
    expect(await find([message(1, { body: "********" })])).toEqual({ ...nobody, partial: true });
  });

  it("calls nothing absent in another account than the one that was called", async () => {
    for (const other of [null, fingerprintOf(`AC${"2".repeat(32)}`)]) {
      expect(await find([], {}, other)).toEqual({ outcome: "elsewhere" });
      expect(await find([message(1)], {}, other)).toEqual(found(1));
    }
  });

  it("reads on, page by page, until the messages are older than the claim", async () => {
    await using server = await startServer((request, _body, response) => {
      const at = Number(new URL(request.url ?? "", "http://x").searchParams.get("Page") ?? 0);
      const old = { date_created: "Sun, 29 Nov 2026 11:00:00 +0000", body: "Old" };
      const messages = at === 0 ? [message(9, { body: "Newer" })] : [message(1), message(3, old)];
      json(response, 200, page(messages, `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=${at + 1}`));
    });
    expect(await findText(server.settings, sought(), { account })).toEqual(found(1));
    expect(server.seen.map(({ url }) => url)).toEqual([
      `/2010-04-01/Accounts/${accountSid}/Messages.json?To=%2B12025550111&From=%2B12025550100&PageSize=200`,
      `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=1`,
    ]);
  });

  it("calls nothing absent that was not read to its end", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(
        response,
        200,
        page([message(9, { body: "Newer" })], `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=1`),
      ),
    );
    expect(await findText(server.settings, sought(), { account })).toEqual({ ...nobody, partial: true });
    expect(server.seen).toHaveLength(10);
  });

  it.each([
    [429, {}, { outcome: "throttled", retryAfterMs: 3_000 }],
    [500, {}, { outcome: "unavailable" }],
    [401, refusal(20003, "Authenticate", 401), { outcome: "account_problem", code: 20003 }],
    [200, { messages: [{ sid: 7 }] }, { outcome: "unavailable" }],
    [200, {}, { outcome: "unavailable" }],
  ])("says what answer %i %o means", async (status, body, expected) => {
    await using server = await startServer((_request, _body, response) =>
      json(response, status, body, { "retry-after": "3" }),
    );
    expect(await findText(server.settings, sought(), { account })).toMatchObject(expected);
  });
});

it("T22 lists what people texted since then, with the addresses of their pictures", async () => {
  const theirs = { direction: "inbound", status: "received", from: "+12025550111", to: "+12025550100" };
  await using server = await startServer((request, _body, response) =>
    request.url?.includes("/Media.json")
      ? json(response, 200, {
          media_list: [{ sid: `ME${"1".repeat(32)}`, content_type: "image/jpeg" }],
          next_page_uri: null,
        })
      : json(
          response,
          200,
          page([
            message(1, { ...theirs, num_media: "1" }),
            message(2),
            message(3, { ...theirs, body: "Hi" }),
          ]),
        ),
  );
  const listed = await listInbound(server.settings, {
    to: "+12025550100",
    since: new Date("2026-11-29T12:00:00Z"),
  });
  const base = { from: "+12025550111", to: "+12025550100", receivedAt: new Date("2026-11-29T12:00:05Z") };
  const url = `${server.apiUrl}/2010-04-01/Accounts/${accountSid}/Messages/${sidOf(1)}/Media/ME${"1".repeat(32)}`;
  expect(listed).toEqual({
    outcome: "listed",
    texts: [
      {
        ...base,
        providerMessageId: sidOf(1),
        body: "The park opens at ten.",
        media: [{ url, contentType: "image/jpeg" }],
      },
      { ...base, providerMessageId: sidOf(3), body: "Hi", media: [] },
    ],
  });
});
