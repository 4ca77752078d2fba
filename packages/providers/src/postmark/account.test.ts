import { describe, expect, it } from "vitest";
import { fingerprintOf } from "./account.ts";
import { json, startServer } from "./postmark-server.fixture.ts";
import { createPostmark } from "./provider.ts";

const attempt = "0198c1a2-0000-7000-8000-00000000aaaa";
const stream = "bulk";
const old = "0b5f8a4e-old-token";

/** A server with these tokens whose search shows these recipients of the attempt. */
function startWith(tokens: unknown, recipients: readonly string[] = []) {
  return startServer((request, _body, response) => {
    if (request.url === "/server") return json(response, 200, { ID: 1, ApiTokens: tokens });
    const Messages = recipients.map((recipient) => ({
      ...{ MessageID: recipient, Status: "Sent", ReceivedAt: "2026-11-22T12:00:00Z" },
      Metadata: { attempt, recipient },
    }));
    json(response, 200, { TotalCount: Messages.length, Messages });
  });
}

describe("C9 which account a call went to", () => {
  it("is named without its token, by server and stream, and without a call", async () => {
    await using server = await startWith([]);
    const names = [
      createPostmark(server.settings).fingerprint("bulk"),
      createPostmark(server.settings).fingerprint("transactional"),
      fingerprintOf(old, "bulk"),
    ];
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(createPostmark(server.settings).fingerprint("bulk")).toBe(names[0]);
    expect(server.seen).toEqual([]);
  });

  it.each([
    ["the same token", "token-1", stream, [], "found"],
    ["another token of the same server", old, stream, ["token-1", old], "found"],
    ["another server", old, stream, ["token-1"], "elsewhere"],
    ["a server that does not list its tokens", old, stream, null, "elsewhere"],
    ["another stream of the same server", "token-1", "transactional", ["token-1"], "elsewhere"],
    ["not noted", null, stream, ["token-1"], "elsewhere"],
  ] as const)("nothing shown, called under %s", async (_what, token, called, tokens, outcome) => {
    await using server = await startWith(tokens);
    const account = token === null ? null : fingerprintOf(token, called);
    const answer = await createPostmark(server.settings).findByAttempt(attempt, { stream, account });
    expect(answer).toMatchObject({ outcome });
  });

  it("what is shown counts under any token, and leaves nobody absent", async () => {
    await using server = await startWith(["token-1"], ["r-1"]);
    for (const account of [null, fingerprintOf(old, stream)]) {
      const answer = await createPostmark(server.settings).findByAttempt(attempt, { stream, account });
      expect(answer).toMatchObject({ outcome: "found", partial: true });
      expect(answer.outcome === "found" && [...answer.byRecipient.keys()]).toEqual(["r-1"]);
    }
  });

  it("a server that does not say which tokens it has proves nothing", async () => {
    await using server = await startServer((request, _body, response) =>
      request.url === "/server"
        ? json(response, 503, { ErrorCode: 100, Message: "Offline" })
        : json(response, 200, { TotalCount: 0, Messages: [] }),
    );
    const account = fingerprintOf(old, stream);
    expect(await createPostmark(server.settings).findByAttempt(attempt, { stream, account })).toEqual({
      outcome: "elsewhere",
    });
  });
});
