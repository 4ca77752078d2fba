import { describe, expect, it } from "vitest";
import type { ListSentMailsOutcome } from "../email.ts";
import { listSent } from "./list-sent.ts";
import { json, startServer } from "./postmark-server.fixture.ts";

const from = new Date("2026-11-30T09:00:00Z");
const until = new Date("2026-11-30T10:00:00Z");

const message = (index: number, at: Date, change: object = {}) => ({
  ...{
    MessageID: `m-${index}`,
    ReceivedAt: at.toISOString(),
    Recipients: [`person${index}@mail.example`],
    Tag: "campaign",
  },
  Metadata: { attempt: "a", recipient: `r-${index}`, broadcast: "b" },
  ...change,
});

/** A server that has these, newest first, and shows the first 10,000 of a question. */
async function serve(mails: ReturnType<typeof message>[]) {
  return startServer((request, _body, response) => {
    const query = new URL(request.url ?? "", "http://x").searchParams;
    const within = mails.filter(
      ({ ReceivedAt }) =>
        ReceivedAt >= (query.get("fromDate") ?? "") && ReceivedAt <= (query.get("toDate") ?? ""),
    );
    const [offset, count] = [Number(query.get("offset")), Number(query.get("count"))];
    if (offset + count > 10_000) return json(response, 422, { ErrorCode: 700, Message: "too far" });
    json(response, 200, { TotalCount: within.length, Messages: within.slice(offset, offset + count) });
  });
}

async function all(parts: AsyncIterable<ListSentMailsOutcome>): Promise<ListSentMailsOutcome[]> {
  const listed: ListSentMailsOutcome[] = [];
  for await (const part of parts) listed.push(part);
  return listed;
}

describe("what a stream sent in some time", () => {
  it("O4 lists it with our ids, asked from so much earlier that no reading of its time zone leaves any out", async () => {
    const early = new Date(from.getTime() - 1);
    await using server = await serve([
      message(2, until, { Tag: "", Metadata: null }),
      message(1, from),
      message(0, early),
    ]);
    expect(await all(listSent(server.settings, { stream: "bulk", from, until }))).toEqual([
      {
        ...{ outcome: "listed", partial: false },
        mails: [
          {
            providerMessageId: "m-2",
            at: until,
            to: "person2@mail.example",
            tag: null,
            attemptId: null,
            recipientId: null,
            broadcastId: null,
          },
          {
            providerMessageId: "m-1",
            at: from,
            to: "person1@mail.example",
            tag: "campaign",
            attemptId: "a",
            recipientId: "r-1",
            broadcastId: "b",
          },
        ],
      },
    ]);
    expect(server.seen[0]?.url).toContain("fromDate=2026-11-30T03%3A00%3A00.000Z");
  });

  it("O4 asks for shorter times where there are more than can be shown, and lists each mail", async () => {
    const mails = Array.from({ length: 25_000 }, (_, index) =>
      message(index, new Date(until.getTime() - index * 100)),
    );
    await using server = await serve(mails);
    const parts = await all(listSent(server.settings, { stream: "bulk", from, until }));
    const ids = new Set(
      parts.flatMap((part) =>
        part.outcome === "listed" ? part.mails.map((mail) => mail.providerMessageId) : [],
      ),
    );
    expect(ids.size).toBe(25_000);
    expect(parts.every((part) => part.outcome === "listed" && !part.partial)).toBe(true);
  });

  it("O4 says that it could not show all of a second", async () => {
    const mails = Array.from({ length: 32_000 }, (_, index) =>
      message(index, new Date(from.getTime() + (index % 900))),
    );
    await using server = await serve(mails);
    const parts = await all(
      listSent(server.settings, { stream: "bulk", from, until: new Date(from.getTime() + 1_000) }),
    );
    expect(parts.some((part) => part.outcome === "listed" && part.partial)).toBe(true);
  });

  it("O4 ends where the provider does not answer", async () => {
    await using server = await startServer((_request, _body, response) =>
      json(response, 401, { ErrorCode: 10, Message: "No such token" }),
    );
    expect(await all(listSent(server.settings, { stream: "bulk", from, until }))).toEqual([
      { outcome: "account_problem", code: 10, providerMessage: expect.any(String) },
    ]);
  });
});
