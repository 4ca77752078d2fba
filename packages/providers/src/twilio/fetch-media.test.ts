import { expect, it } from "vitest";
import { fetchMedia } from "./fetch-media.ts";
import { accountSid, authToken, json, startServer } from "./twilio-server.fixture.ts";

const path = `/2010-04-01/Accounts/${accountSid}/Messages/MM${"1".repeat(32)}/Media/ME${"2".repeat(32)}`;
const options = { maxBytes: 1_000 };

it("T23 sends the account's keys to its own address, and never along with a redirect", async () => {
  await using files = await startServer((_request, _body, response) => response.end("picture"));
  await using server = await startServer((_request, _body, response) => {
    response.writeHead(307, { location: `${files.apiUrl}/file?signed=yes` }).end();
  });
  const fetched = await fetchMedia(server.settings, server.apiUrl + path, options);
  expect(fetched.outcome === "fetched" && Buffer.from(fetched.bytes).toString()).toBe("picture");
  expect(server.seen[0]?.headers.authorization).toBe(`Basic ${btoa(`${accountSid}:${authToken}`)}`);
  expect(files.seen[0]).toMatchObject({ url: "/file?signed=yes" });
  expect(files.seen[0]?.headers).not.toHaveProperty("authorization");
});

it("T23 follows no redirect that can be read on the way, and none for ever", async () => {
  await using plain = await startServer((_request, _body, response) => {
    response.writeHead(302, { location: "http://files.example/1" }).end();
  });
  expect(await fetchMedia(plain.settings, plain.apiUrl + path, options)).toMatchObject({
    outcome: "refused",
  });
  await using round = await startServer((request, _body, response) => {
    response.writeHead(302, { location: request.url ?? "" }).end();
  });
  expect(await fetchMedia(round.settings, round.apiUrl + path, options)).toMatchObject({
    outcome: "unavailable",
  });
  expect(round.seen).toHaveLength(4);
});

it.each([
  [404, { outcome: "not_yet" }],
  [401, { outcome: "refused" }],
  [410, { outcome: "refused" }],
  [429, { outcome: "unavailable" }],
  [503, { outcome: "unavailable" }],
])("T23 says what answer %i means", async (status, expected) => {
  await using server = await startServer((_request, _body, response) => json(response, status, {}));
  expect(await fetchMedia(server.settings, server.apiUrl + path, options)).toMatchObject(expected);
});

it("T23 stops reading what is too large, and what does not end", async () => {
  await using large = await startServer((_request, _body, response) => response.end("x".repeat(1_001)));
  expect(await fetchMedia(large.settings, large.apiUrl + path, options)).toEqual({ outcome: "too_large" });
  await using endless = await startServer((_request, _body, response) => response.write("x"));
  const signal = AbortSignal.timeout(100);
  expect(await fetchMedia(endless.settings, endless.apiUrl + path, { ...options, signal })).toMatchObject({
    outcome: "unavailable",
  });
});
