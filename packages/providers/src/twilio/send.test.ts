import { describe, expect, it } from "vitest";
import { startCallDeadline } from "../call-deadline.ts";
import { sendText } from "./send.ts";
import {
  accountSid,
  authToken,
  json,
  message,
  refusal,
  sidOf,
  startServer,
  text,
} from "./twilio-server.fixture.ts";

const soon = () => ({ deadline: startCallDeadline(5_000) });
const rejected = (kind: string, code: number) => ({
  outcome: "results",
  results: [{ status: "rejected", kind, code, recipientId: text().recipientId }],
});

describe("send", () => {
  it("V8 hands over a text as Twilio wants it, with our ids in the address for reports", async () => {
    await using server = await startServer((_request, _body, response) => json(response, 201, message(1)));
    const outcome = await sendText(
      server.settings,
      text({ mediaUrls: ["https://x.example/1", "https://x.example/2"] }),
      soon(),
    );
    expect(outcome).toEqual({
      outcome: "results",
      results: [
        {
          ...{ status: "accepted", recipientId: text().recipientId, providerMessageId: sidOf(1) },
          at: new Date("2026-11-29T12:00:05Z"),
        },
      ],
    });
    const [request] = server.seen;
    expect(request).toMatchObject({
      method: "POST",
      url: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
    });
    expect(request?.headers.authorization).toBe(`Basic ${btoa(`${accountSid}:${authToken}`)}`);
    const form = new URLSearchParams(request?.body);
    expect([...form]).toEqual([
      ["To", "+12025550111"],
      [
        "StatusCallback",
        `https://api.packpost.example/webhooks/twilio/o1?attempt=${text().attemptId}&recipient=${text().recipientId}`,
      ],
      ["From", "+12025550100"],
      ["Body", text().body],
      ["MediaUrl", "https://x.example/1"],
      ["MediaUrl", "https://x.example/2"],
    ]);
  });

  it.each([
    [21211, "invalid_address"],
    [21614, "unsuitable_address"],
    [21610, "inactive_recipient"],
    [21408, "other"],
    [21612, "other"],
    [21617, "other"],
    [21999, "other"],
  ])("V8 error %i fails this text alone (%s), in plain words with the code", async (code, kind) => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 400, refusal(code, "Twilio's own words")),
    );
    const outcome = await sendText(server.settings, text(), soon());
    expect(outcome).toMatchObject(rejected(kind, code));
    expect(JSON.stringify(outcome)).toContain(`(Twilio ${code})`);
    expect(JSON.stringify(outcome).includes("Twilio's own words")).toBe(code === 21999);
  });

  it.each([
    [401, refusal(20003, "Authenticate", 401), 20003],
    [404, refusal(20404, "The requested resource was not found", 404), 20404],
    [400, refusal(21606, "The From phone number is not a valid"), 21606],
    [400, refusal(21659, "'From' is not a Twilio phone number"), 21659],
    [400, refusal(30034, "US A2P 10DLC - Message from an Unregistered Number"), 30034],
    [403, {}, 403],
    [400, refusal(90_000, "Something new of the account's"), 90_000],
  ])("V8 answer %i %o is the account's problem", async (status, body, code) => {
    await using server = await startServer((_request, _body, response) => json(response, status, body));
    expect(await sendText(server.settings, text(), soon())).toMatchObject({
      outcome: "account_problem",
      code,
    });
  });

  it.each<[number, object, Record<string, string>, number]>([
    [429, refusal(20429, "Too Many Requests", 429), { "retry-after": "7" }, 7_000],
    [429, {}, {}, 15_000],
    [400, refusal(21611, "The From number has exceeded its queue"), {}, 15_000],
  ])("A6 answer %i %o holds the pace", async (status, body, headers, retryAfterMs) => {
    await using server = await startServer((_request, _body, response) =>
      json(response, status, body, headers),
    );
    expect(await sendText(server.settings, text(), soon())).toMatchObject({
      outcome: "throttled",
      retryAfterMs,
    });
    expect(server.seen).toHaveLength(1);
  });

  it("T33 calls 5xx, a reset, a cut reply and an unreadable 201 ambiguous, and never tries again by itself", async () => {
    const answers: Parameters<typeof startServer>[0][] = [
      (_request, _body, response) => json(response, 500, { message: "Oops" }),
      (_request, _body, response) => json(response, 503, {}),
      (request) => request.socket.resetAndDestroy(),
      (request, _body, response) => {
        response.writeHead(201, { "content-length": "1000" });
        response.write("{");
        setTimeout(() => request.socket.destroy(), 20);
      },
      (_request, _body, response) => json(response, 201, { all: "fine" }),
      (_request, _body, response) => response.writeHead(201).end("<html>"),
    ];
    for (const answer of answers) {
      await using server = await startServer(answer);
      const outcome = await sendText(server.settings, text(), soon());
      expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: true });
      expect(server.seen).toHaveLength(1);
    }
  });

  it("cuts a hanging call off at the deadline, and does not even connect after it", async () => {
    await using server = await startServer(() => {});
    expect(await sendText(server.settings, text(), { deadline: startCallDeadline(-1) })).toEqual({
      outcome: "too_late",
    });
    expect(server.connections()).toBe(0);
    const hanging = await sendText(server.settings, text(), { deadline: startCallDeadline(200) });
    expect(hanging).toMatchObject({ outcome: "unavailable", ambiguous: true });
    const cancelled = await sendText(server.settings, text(), { ...soon(), signal: AbortSignal.abort() });
    expect(cancelled).toMatchObject({ outcome: "unavailable", ambiguous: false });
    const inside = await sendText(server.settings, text(), { ...soon(), signal: AbortSignal.timeout(100) });
    expect(inside).toMatchObject({ outcome: "unavailable", ambiguous: true });
  });

  it("knows that a refused connection accepted nothing, in words for staff", async () => {
    const settings = { apiUrl: "http://127.0.0.1:9", accountSid, authToken };
    expect(await sendText(settings, text(), soon())).toMatchObject({
      ...{ outcome: "unavailable", ambiguous: false },
      providerMessage: expect.stringMatching(/^The text provider did not take the connection/),
    });
  });
});
