import { describe, expect, it } from "vitest";
import { json, startServer } from "./postmark-server.fixture.ts";
import { findByAttempt } from "./reconcile.ts";

const attempt = "0198c1a2-0000-7000-8000-00000000aaaa";
const row = (index: number, change: object = {}) => ({
  Tag: "campaign",
  MessageID: `m-${index}`,
  MessageStream: "broadcast",
  To: [{ Email: `person${index}@mail.example`, Name: null }],
  Cc: [],
  Bcc: [],
  Recipients: [`person${index}@mail.example`],
  ReceivedAt: "2026-11-22T12:00:00.0000000-05:00",
  From: "news@riverside.example",
  Subject: "Hello",
  Attachments: [],
  Status: "Sent",
  Metadata: { attempt, recipient: `r-${index}` },
  ...change,
});

describe("reconcile", () => {
  it("collects all pages of one attempt by recipient", async () => {
    const all = Array.from({ length: 620 }, (_, index) => row(index));
    await using server = await startServer((request, _body, response) => {
      const query = new URL(request.url ?? "", "http://x").searchParams;
      const offset = Number(query.get("offset"));
      json(response, 200, {
        TotalCount: "620",
        Messages: all.slice(offset, offset + Number(query.get("count"))),
      });
    });
    const outcome = await findByAttempt(server.settings, attempt, { stream: "bulk" });
    if (outcome.outcome !== "found") throw new Error(outcome.outcome);
    expect(outcome.byRecipient.size).toBe(620);
    expect(outcome.byRecipient.get("r-619")).toEqual({
      providerMessageId: "m-619",
      status: "Sent",
      at: new Date("2026-11-22T17:00:00Z"),
    });
    expect(server.seen.map((request) => request.url)).toEqual([
      `/messages/outbound?count=500&offset=0&messageStream=broadcast&metadata_attempt=${attempt}`,
      `/messages/outbound?count=500&offset=500&messageStream=broadcast&metadata_attempt=${attempt}`,
    ]);
  });

  it("believes only rows of this attempt, and the older of two", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 200, {
        TotalCount: 4,
        Messages: [
          row(1, { MessageID: "late", ReceivedAt: "2026-11-22T12:00:05Z" }),
          row(1, { MessageID: "early", ReceivedAt: "2026-11-22T12:00:01Z" }),
          row(2, { Metadata: { attempt: "another", recipient: "r-2" } }),
          row(3, { Metadata: null }),
        ],
      }),
    );
    const outcome = await findByAttempt(server.settings, attempt, { stream: "bulk" });
    if (outcome.outcome !== "found") throw new Error(outcome.outcome);
    expect([...outcome.byRecipient].map(([id, found]) => [id, found.providerMessageId])).toEqual([
      ["r-1", "early"],
    ]);
  });

  it.each([
    [429, { outcome: "throttled", retryAfterMs: 3_000 }],
    [500, { outcome: "unavailable" }],
    [401, { outcome: "account_problem", code: 10 }],
  ])("says what %i means", async (status, expected) => {
    await using server = await startServer((_request, _body, response) =>
      json(response, status, { ErrorCode: status === 401 ? 10 : 0, Message: "No" }, { "retry-after": "3" }),
    );
    expect(await findByAttempt(server.settings, attempt, { stream: "bulk" })).toMatchObject(expected);
  });

  it("does not take a search that counts more than it shows for absence", async () => {
    const answers = [
      { TotalCount: 500, Messages: [] },
      { TotalCount: 1, Messages: [row(1, { Metadata: null })] },
      { TotalCount: 500, Messages: [row(1)] },
    ];
    const outcomes = [];
    for (const answer of answers) {
      await using server = await startServer((_request, _body, response) => json(response, 200, answer));
      outcomes.push(await findByAttempt(server.settings, attempt, { stream: "bulk" }));
    }
    expect(outcomes).toMatchObject([
      { outcome: "unavailable" },
      { outcome: "unavailable" },
      { outcome: "found", partial: true },
    ]);
  });

  it("does not take an odd answer for an empty one", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 200, { Messages: "none" }),
    );
    const outcome = await findByAttempt(server.settings, attempt, { stream: "bulk" });
    expect(outcome).toMatchObject({ outcome: "unavailable" });
  });
});
