import { createServer as createTcpServer } from "node:net";
import { describe, expect, it } from "vitest";
import { startCallDeadline } from "../call-deadline.ts";
import { json, mail, startServer } from "./postmark-server.fixture.ts";
import { readResults } from "./read-results.ts";
import { findByAttempt } from "./reconcile.ts";
import { sendBatch } from "./send.ts";

const soon = (ms = 5_000) => ({ deadline: startCallDeadline(ms) });
const html = "<!doctype html><title>Welcome to the hotel's network</title>";
const stream = { stream: "bulk" } as const;
const attempt = mail(0).attemptId;
const found = (change: object = {}) => ({
  MessageID: "m-0",
  Status: "Sent",
  ReceivedAt: "2026-11-22T12:00:00Z",
  Metadata: { attempt, recipient: mail(0).recipientId },
  ...change,
});

describe("a batch that is answered as nobody expects", () => {
  it.each<[string, number, string, Record<string, string>, object]>([
    ["200 with a page", 200, html, {}, { outcome: "unavailable", ambiguous: true }],
    ["200 with nothing", 200, "", {}, { outcome: "unavailable", ambiguous: true }],
    ["204", 204, "", {}, { outcome: "unavailable", ambiguous: true }],
    ["200 with half a list", 200, '[{"ErrorCode":0,', {}, { outcome: "unavailable", ambiguous: true }],
    [
      "502 with a page",
      502,
      html,
      {},
      {
        outcome: "unavailable",
        ambiguous: true,
        providerMessage: "The mail provider has a fault (status 502)",
      },
    ],
    [
      "301",
      301,
      html,
      { location: "https://elsewhere.example/" },
      { outcome: "account_problem", code: 301, providerMessage: expect.stringMatching(/leads elsewhere/) },
    ],
    [
      "302",
      302,
      "",
      { location: "/sign-in" },
      { outcome: "account_problem", code: 302, providerMessage: expect.stringMatching(/leads elsewhere/) },
    ],
    [
      "401 with a page",
      401,
      html,
      {},
      { outcome: "account_problem", providerMessage: expect.stringMatching(/key/) },
    ],
    [
      "403 with words",
      403,
      '{"ErrorCode":10,"Message":"Revoked"}',
      {},
      { outcome: "account_problem", code: 10, providerMessage: "Revoked" },
    ],
    [
      "413",
      413,
      html,
      {},
      { outcome: "account_problem", code: 413, providerMessage: expect.stringMatching(/too large/) },
    ],
    [
      "422 whose words are none",
      422,
      '{"ErrorCode":406,"Message":null}',
      {},
      { outcome: "account_problem", providerMessage: expect.stringMatching(/could not work with/) },
    ],
    [
      "422 whose code is none",
      422,
      '{"ErrorCode":"x","Message":{}}',
      {},
      { outcome: "account_problem", code: 422 },
    ],
    ["429 with seconds", 429, html, { "retry-after": "9" }, { outcome: "throttled", retryAfterMs: 9_000 }],
    ["429 without", 429, "", {}, { outcome: "throttled", retryAfterMs: 15_000 }],
    ["503 with seconds", 503, html, { "retry-after": "9" }, { ambiguous: true, retryAfterMs: 9_000 }],
    [
      "words with what a database refuses",
      500,
      '{"Message":"a\\u0000b"}',
      {},
      { outcome: "unavailable", providerMessage: "a b" },
    ],
  ])("%s", async (_name, status, body, headers, expected) => {
    await using server = await startServer((_request, _body, response) => {
      response.writeHead(status, { "content-type": "text/html", ...headers });
      response.end(body);
    });
    expect(await sendBatch(server.settings, [mail(0)], soon())).toMatchObject(expected);
    // Nothing is followed, and nothing asked twice.
    expect(server.seen).toHaveLength(1);
  });

  it("429 with a date", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 429, {}, { "retry-after": new Date(Date.now() + 30_000).toUTCString() }),
    );
    const outcome = await sendBatch(server.settings, [mail(0)], soon());
    if (outcome.outcome !== "throttled") throw new Error(outcome.outcome);
    expect(outcome.retryAfterMs).toBeGreaterThan(25_000);
    expect(outcome.retryAfterMs).toBeLessThanOrEqual(30_000);
  });

  it("an answer after the time of the call, one byte at a time or all at once, is no answer", async () => {
    await using late = await startServer((_request, _body, response) => {
      setTimeout(() => json(response, 200, [{ ErrorCode: 0, MessageID: "m" }]), 600).unref();
    });
    await using dripping = await startServer((_request, _body, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(timer));
    });
    for (const { settings } of [late, dripping]) {
      const outcome = await sendBatch(settings, [mail(0)], soon(300));
      expect(outcome).toMatchObject({ outcome: "unavailable", ambiguous: true });
    }
  });

  it("a failed look-up of the name or of the certificate: nothing was sent, and it says what failed", async () => {
    const nowhere = { apiUrl: "http://no-such-host.invalid", serverToken: "t" };
    expect(await sendBatch(nowhere, [mail(0)], soon())).toMatchObject({
      outcome: "unavailable",
      ambiguous: false,
      providerMessage: expect.stringMatching(/name could not be looked up/),
    });
    const plain = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    await new Promise<void>((done) => plain.listen(0, "127.0.0.1", done));
    const address = plain.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect(
      await sendBatch({ apiUrl: `https://127.0.0.1:${port}`, serverToken: "t" }, [mail(0)], soon()),
    ).toMatchObject({
      outcome: "unavailable",
      ambiguous: false,
      providerMessage: expect.stringMatching(/TLS/),
    });
    plain.close();
  });
});

describe("codes of single mails that we do not know", () => {
  const mails = Array.from({ length: 20 }, (_, index) => mail(index));
  const ok = (index: number) => ({ ErrorCode: 0, MessageID: `m-${index}`, To: mails[index]?.to });
  const strange = { ErrorCode: 1_777, Message: "Your plan has changed" };

  it("given to most of a batch, they are about us: those wait again, the campaign pauses with the words", () => {
    const outcome = readResults(
      mails,
      mails.map((_, index) => (index < 5 ? ok(index) : strange)),
    );
    expect(outcome).toMatchObject({
      outcome: "results",
      accountProblem: { code: 1_777, providerMessage: "Your plan has changed" },
    });
    if (outcome.outcome !== "results") throw new Error(outcome.outcome);
    expect(outcome.results.filter(({ status }) => status === "accepted")).toHaveLength(5);
    expect(outcome.results.filter(({ status }) => status === "not_accepted")).toHaveLength(15);
  });

  it("given to a few, they are those people's", () => {
    const outcome = readResults(
      mails,
      mails.map((_, index) => (index < 18 ? ok(index) : strange)),
    );
    expect(outcome).not.toHaveProperty("accountProblem");
    if (outcome.outcome !== "results") throw new Error(outcome.outcome);
    expect(outcome.results.filter(({ status }) => status === "rejected")).toHaveLength(2);
  });
});

describe("a search that is answered as nobody expects", () => {
  it.each<[string, unknown, object]>([
    ["a page", html, { outcome: "unavailable" }],
    ["no count", { TotalCount: null, Messages: [] }, { outcome: "unavailable" }],
    [
      "another call's mails alone: it did not look for ours",
      { TotalCount: 1, Messages: [found({ Metadata: { attempt: "another", recipient: "r" } })] },
      { outcome: "unavailable" },
    ],
    [
      "another call's mails among ours",
      { TotalCount: 2, Messages: [found(), found({ Metadata: { attempt: "another", recipient: "r" } })] },
      { outcome: "found", partial: true },
    ],
    [
      "a mail from another stream, with our ids: ours all the same",
      { TotalCount: 1, Messages: [found({ MessageStream: "outbound" })] },
      { outcome: "found" },
    ],
    [
      "a date that cannot be read",
      { TotalCount: 1, Messages: [found({ ReceivedAt: "yesterday" })] },
      { outcome: "found" },
    ],
    ["a count below what it shows", { TotalCount: 0, Messages: [found()] }, { outcome: "found" }],
    ["nothing at all", { TotalCount: 0, Messages: [] }, { outcome: "found" }],
  ])("%s", async (_name, body, expected) => {
    await using server = await startServer((_request, _body, response) => json(response, 200, body));
    const outcome = await findByAttempt(server.settings, attempt, stream);
    expect(outcome).toMatchObject(expected);
    if (outcome.outcome === "found")
      for (const { at } of outcome.byRecipient.values()) expect(at.getTime()).not.toBeNaN();
  });

  it.each([301, 302, 403, 404, 422])("%i is a refusal, not an absence", async (status) => {
    await using server = await startServer((_request, _body, response) => json(response, status, {}));
    expect(await findByAttempt(server.settings, attempt, stream)).toMatchObject({
      outcome: "account_problem",
      code: status,
    });
  });

  it("pages that do not fit each other: a second one that fails or is empty makes nobody absent", async () => {
    const page = Array.from({ length: 500 }, (_, index) =>
      found({ MessageID: `m-${index}`, Metadata: { attempt, recipient: `r-${index}` } }),
    );
    for (const second of [
      { TotalCount: 0, Messages: [] },
      { TotalCount: 600, Messages: [] },
    ]) {
      await using server = await startServer((request, _body, response) =>
        json(response, 200, request.url?.includes("offset=0") ? { TotalCount: 600, Messages: page } : second),
      );
      const outcome = await findByAttempt(server.settings, attempt, stream);
      expect(outcome).toMatchObject({ outcome: "found", partial: true });
    }
    await using failing = await startServer((request, _body, response) =>
      request.url?.includes("offset=0")
        ? json(response, 200, { TotalCount: 600, Messages: page })
        : json(response, 500, {}),
    );
    expect(await findByAttempt(failing.settings, attempt, stream)).toMatchObject({ outcome: "unavailable" });
  });
});
