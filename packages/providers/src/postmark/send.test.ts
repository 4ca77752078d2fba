import { createServer as createTcpServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { startCallDeadline } from "../call-deadline.ts";
import type { CallDeadline } from "../send-outcome.ts";
import { json, mail, startServer } from "./postmark-server.fixture.ts";
import { sendBatch } from "./send.ts";

const soon = () => ({ deadline: startCallDeadline(5_000) });
const accepted = (index: number) => ({
  To: `person${index}@mail.example`,
  SubmittedAt: "2026-11-22T12:00:00.1234567Z",
  MessageID: `b7bc2f4a-e38e-4336-af7d-e6c392c2f81${index}`,
  ErrorCode: 0,
  Message: "OK",
});

const quiet = [
  { Name: "Auto-Submitted", Value: "auto-generated" },
  { Name: "X-Auto-Response-Suppress", Value: "DR, RN, NRN, OOF, AutoReply" },
  { Name: "Precedence", Value: "bulk" },
];

describe("send", () => {
  it("K35 hands over a batch as Postmark wants it, asking for no automatic answers, and reads mixed codes", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 200, [
        accepted(0),
        { ErrorCode: 406, Message: "You tried to send to a recipient that has been marked as inactive." },
        {
          ErrorCode: 300,
          Message: "Error parsing 'To': Illegal email domain 'nowhere' in address 'x@nowhere'.",
        },
        { ErrorCode: 999, Message: "Something new" },
        accepted(4),
      ]),
    );
    const mails = [0, 1, 2, 3, 4].map((index) =>
      mail(index, { unsubscribeUrl: "https://packpost.example/api/unsubscribe/t", tag: "campaign" }),
    );
    const outcome = await sendBatch(server.settings, mails, soon());
    expect(outcome).toMatchObject({
      outcome: "results",
      results: [
        { status: "accepted", recipientId: mails[0]?.recipientId, at: new Date("2026-11-22T12:00:00.123Z") },
        { status: "rejected", kind: "inactive_recipient", code: 406 },
        { status: "rejected", kind: "invalid_address", code: 300 },
        { status: "rejected", kind: "other", code: 999, providerMessage: "Something new" },
        { status: "accepted", recipientId: mails[4]?.recipientId },
      ],
    });
    expect(outcome).not.toHaveProperty("accountProblem");
    const [request] = server.seen;
    expect(request).toMatchObject({ method: "POST", url: "/email/batch" });
    expect(request?.headers["x-postmark-server-token"]).toBe("token-1");
    expect(JSON.parse(request?.body ?? "")[0]).toEqual({
      From: '"Riverside" <news@riverside.example>',
      To: "person0@mail.example",
      Subject: "Hello",
      HtmlBody: "<p>Hello</p>",
      TextBody: "Hello",
      MessageStream: "broadcast",
      TrackOpens: true,
      TrackLinks: "HtmlOnly",
      Tag: "campaign",
      Metadata: { attempt: mails[0]?.attemptId, recipient: mails[0]?.recipientId },
      Headers: [
        ...quiet,
        { Name: "List-Unsubscribe", Value: "<https://packpost.example/api/unsubscribe/t>" },
        { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
      ],
    });
  });

  it("K35 a single mail of a program asks for no answer at all, and has no way out of a list", async () => {
    await using server = await startServer((_request, _body, response) => json(response, 200, [accepted(0)]));
    const { unsubscribeUrl: _, ...single } = mail(0, { automated: "single", stream: "transactional" });
    await sendBatch(server.settings, [single], { deadline: startCallDeadline(5_000) });
    expect(JSON.parse(server.seen[0]?.body ?? "")[0].Headers).toEqual([
      { Name: "Auto-Submitted", Value: "auto-generated" },
      { Name: "X-Auto-Response-Suppress", Value: "All" },
    ]);
  });

  it("gives rows back, and names the account's problem, when it starts inside a batch", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 200, [
        accepted(0),
        { ErrorCode: 405, Message: "Not allowed to send: out of credits." },
        { ErrorCode: 300, Message: "Invalid 'From' address: 'news@riverside'." },
        { ErrorCode: 100, Message: "Maintenance" },
      ]),
    );
    const outcome = await sendBatch(
      server.settings,
      [0, 1, 2, 3].map((i) => mail(i)),
      soon(),
    );
    expect(outcome).toMatchObject({
      outcome: "results",
      accountProblem: { code: 405, providerMessage: "Not allowed to send: out of credits." },
      retryAfterMs: 15_000,
      results: [
        { status: "accepted" },
        { status: "not_accepted" },
        { status: "not_accepted" },
        { status: "not_accepted" },
      ],
    });
  });

  it.each([
    [401, { ErrorCode: 10, Message: "Bad or missing server token." }, 10],
    [422, { ErrorCode: 410, Message: "Too many messages." }, 410],
    [413, {}, 413],
  ])("calls %i the account's problem", async (status, body, code) => {
    await using server = await startServer((_request, _body, response) => json(response, status, body));
    const outcome = await sendBatch(server.settings, [mail(0)], soon());
    expect(outcome).toMatchObject({ outcome: "account_problem", code });
  });

  it.each<[Record<string, string>, number]>([
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "99999999" }, 3_600_000],
    [{ "retry-after": new Date(Date.now() - 60_000).toUTCString() }, 15_000],
    [{ "retry-after": "0" }, 15_000],
    [{ "retry-after": "-5" }, 15_000],
    [{ "retry-after": "soon" }, 15_000],
    [{}, 15_000],
  ])("waits as 429 says (%o)", async (headers, retryAfterMs) => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 429, { ErrorCode: 429, Message: "Rate limit exceeded" }, headers),
    );
    expect(await sendBatch(server.settings, [mail(0)], soon())).toMatchObject({
      outcome: "throttled",
      retryAfterMs,
    });
  });

  it.each([500, 502, 503])("calls %i ambiguous", async (status) => {
    await using server = await startServer((_request, _body, response) =>
      json(response, status, { Message: "Oops" }),
    );
    const outcome = await sendBatch(server.settings, [mail(0)], soon());
    expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: true });
  });

  it("calls a reset, a cut reply and an unreadable 200 ambiguous", async () => {
    await using reset = await startServer((request) => request.socket.resetAndDestroy());
    await using cut = await startServer((request, _body, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("[{");
      setTimeout(() => request.socket.destroy(), 20);
    });
    await using odd = await startServer((_request, _body, response) => json(response, 200, { all: "fine" }));
    await using anonymous = await startServer((_request, _body, response) =>
      json(response, 200, [{ ErrorCode: 0 }]),
    );
    for (const server of [reset, cut, odd, anonymous]) {
      const outcome = await sendBatch(server.settings, [mail(0)], soon());
      expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: true });
    }
  });

  it("knows that a refused connection accepted nothing", async () => {
    const probe = createTcpServer();
    await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
    const address = probe.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((done) => probe.close(done));
    const outcome = await sendBatch(
      { apiUrl: `http://127.0.0.1:${port}`, serverToken: "t" },
      [mail(0)],
      soon(),
    );
    expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: false });
  });

  it("cuts a hanging call off at the deadline", async () => {
    await using server = await startServer(() => {});
    const start = performance.now();
    const outcome = await sendBatch(server.settings, [mail(0)], { deadline: startCallDeadline(200) });
    expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: true });
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it("does not even connect after the deadline", async () => {
    await using server = await startServer((_request, _body, response) => json(response, 200, [accepted(0)]));
    const outcome = await sendBatch(server.settings, [mail(0)], { deadline: startCallDeadline(-1) });
    expect(outcome).toEqual({ outcome: "too_late" });
    expect(server.connections()).toBe(0);
  });

  it("writes nothing when the process slept between the first look and the connected socket", async () => {
    await using server = await startServer((_request, _body, response) => json(response, 200, [accepted(0)]));
    const outcome = await sendBatch(server.settings, [mail(0)], { deadline: passesAfterLooks(2) });
    expect(outcome).toEqual({ outcome: "too_late" });
    expect(server.startedRequests()).toBe(0);
  });

  it("never completes a request when the process slept inside it", async () => {
    await using server = await startServer((_request, _body, response) => json(response, 200, [accepted(0)]));
    const big = mail(0, { html: "x".repeat(1_000_000) });
    const outcome = await sendBatch(server.settings, [big], { deadline: passesAfterLooks(6) });
    expect(outcome).toEqual({ outcome: "too_late" });
    await new Promise((done) => setTimeout(done, 50));
    expect(server.seen).toEqual([]);
  });

  it("knows that a request cut before its last byte was not sent: by a reset, a cancel, an early 503", async () => {
    const big = mail(0, { html: "x".repeat(8_000_000) });
    await using reset = await startReader((socket) => socket.resetAndDestroy());
    await using refusing = await startReader((socket) =>
      socket.end("HTTP/1.1 503 Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"),
    );
    for (const { settings } of [reset, refusing]) {
      const outcome = await sendBatch(settings, [big], soon());
      expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: false });
    }
    const cancelled = new AbortController();
    await using stuck = await startReader((socket) => {
      socket.pause();
      cancelled.abort();
    });
    expect(await sendBatch(stuck.settings, [big], { ...soon(), signal: cancelled.signal })).toMatchObject({
      outcome: "unavailable",
      ambiguous: false,
    });
  });

  it("sends nothing when cancelled before, and is ambiguous when cancelled inside", async () => {
    await using server = await startServer(() => {});
    const before = await sendBatch(server.settings, [mail(0)], { ...soon(), signal: AbortSignal.abort() });
    expect(before).toMatchObject({ outcome: "unavailable", ambiguous: false });
    const inside = await sendBatch(server.settings, [mail(0)], {
      ...soon(),
      signal: AbortSignal.timeout(100),
    });
    expect(inside).toMatchObject({ outcome: "unavailable", ambiguous: true });
  });

  it("reuses connections and carries a full batch with non-ASCII whole", async () => {
    await using server = await startServer((_request, body, response) =>
      json(
        response,
        200,
        JSON.parse(body).map((_: unknown, index: number) => accepted(index)),
      ),
    );
    const mails = Array.from({ length: 500 }, (_, index) =>
      mail(index, { html: `<p>Žofie 🐶 ${"é".repeat(5_000)}</p>` }),
    );
    for (let round = 0; round < 3; round += 1) {
      const outcome = await sendBatch(server.settings, mails, soon());
      expect(outcome).toMatchObject({ outcome: "results" });
    }
    expect(JSON.parse(server.seen[2]?.body ?? "")[499].HtmlBody).toBe(mails[499]?.html);
    expect(server.connections()).toBe(1);
  });

  it("refuses a batch that no provider would take", async () => {
    const settings = { apiUrl: "http://127.0.0.1:9", serverToken: "t" };
    await expect(sendBatch(settings, [], soon())).rejects.toThrow(RangeError);
    await expect(
      sendBatch(
        settings,
        Array.from({ length: 501 }, (_, i) => mail(i)),
        soon(),
      ),
    ).rejects.toThrow(RangeError);
  });
});

/** A bare listener that does something when the first bytes of a request have come. */
async function startReader(onBytes: (socket: Socket) => void) {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => onBytes(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    settings: { apiUrl: `http://127.0.0.1:${port}`, serverToken: "t" },
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** A deadline that has passed from its n-th look on, as for a process stopped in between. */
function passesAfterLooks(looks: number): CallDeadline {
  let seen = 0;
  return {
    remainingMs: () => {
      seen += 1;
      return seen > looks ? -1 : 5_000;
    },
  };
}
