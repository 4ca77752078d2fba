import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

function statusOf(headers: Record<string, string>, path = "/outbox"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(simulator.url + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("error", reject).end();
  });
}

it.each([
  [{ host: "evil.example" }],
  [{ host: "evil.example:3001" }],
  [{ host: "localhost.evil.example" }],
  [{ host: "127.0.0.1.evil.example" }],
  [{ host: "127.0.0.1", origin: "https://evil.example" }],
  [{ host: "localhost:3001", origin: "null" }],
])("O5 refuses a foreign Host or Origin: %o", async (headers) => {
  for (const path of ["/outbox", "/_ledger", "/_servers", "/messages/outbound"])
    expect(await statusOf(headers, path), path).toBe(403);
});

it.each([
  [{ host: "localhost:3001" }],
  [{ host: "127.0.0.1:3001" }],
  [{ host: "[::1]:3001" }],
  [{ host: "localhost", origin: "http://localhost:3001" }],
])("O5 takes its own: %o", async (headers) => {
  expect(await statusOf(headers)).toBe(200);
});
