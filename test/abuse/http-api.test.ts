import { once } from "node:events";
import { connect } from "node:net";
import { apiScopes } from "@packpost/core/api-key/schemas";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { listOperations } from "../../apps/api/src/v1/list-operations.ts";
import { usualRates } from "../../apps/api/src/v1/rate-limit.ts";
import { apiRouter } from "../../apps/api/src/v1/router.ts";
import { apiCaller, type CallApi, newKey } from "../support/call-api.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let mine: TestOrganisation;
let all: CallApi;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  mine = await world.organisation(3);
  ({ call: all } = await newKey(web, mine, [...apiScopes]));
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const operations = listOperations(apiRouter);
const nowhere = "019aaaaa-0000-7000-8000-000000000000";
const pathOf = (path: string) => path.replaceAll(/\{\w+\}/g, nowhere);

describe("P10 the HTTP API refuses", () => {
  it.each(operations)(
    "P10 $name: without a key, with a revoked one, with one that lacks the scope",
    async (operation) => {
      const { meta, name } = operation;
      const body = meta.method === "GET" || meta.method === "DELETE" ? undefined : {};
      const path = pathOf(meta.path);
      const bare = await apiCaller(web, null)(meta.method, path, body);
      expect(bare.status).toBe(401);
      expect(bare.headers.get("content-type")).toBe("application/problem+json");
      expect(bare.headers.get("www-authenticate")).toContain("Bearer");
      expect(bare.body).toMatchObject({
        code: "unauthenticated",
        requestId: bare.headers.get("x-request-id"),
      });
      expect((await apiCaller(web, null)("POST", `/trpc/${name}`, {})).status).toBe(401);

      const revoked = await newKey(web, mine, [...apiScopes]);
      await revoked.caller.apiKey.revoke({ keyId: revoked.keyId });
      expect((await revoked.call(meta.method, path, body)).status).toBe(401);
      if (meta.scope === null) return;
      const others = apiScopes.filter((scope) => scope !== meta.scope);
      const { call } = await newKey(web, mine, others);
      const refused = await call(meta.method, path, body);
      expect(refused.status).toBe(403);
      expect(refused.body.detail).toContain(meta.scope);
      const byTrpc =
        operation.type === "query"
          ? await call("GET", `/trpc/${name}?input={}`)
          : await call("POST", `/trpc/${name}`, {});
      expect(byTrpc.status).toBe(403);
      expect(byTrpc.body.error.data.problem.code).toBe("forbidden");
    },
  );

  it("P10 a body of 10 MB, whether it says so or comes in pieces", async () => {
    const large = JSON.stringify({ items: "x".repeat(10 * 1024 * 1024) });
    const post = operations.find(({ meta }) => meta.method === "POST");
    const path = pathOf(post?.meta.path ?? "/trpc/key.get");
    const refused = await all("POST", path, large);
    expect(refused.status).toBe(413);
    expect(refused.body).toMatchObject({ code: "too_large", status: 413 });
    // Without a key nobody waits for the end of it.
    const { hostname, port } = new URL(web.apiUrl);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v1${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n5\r\n{"a":`,
    );
    const [answer] = await once(socket, "data");
    expect(String(answer)).toContain("401 Unauthorized");
    socket.destroy();
  });

  it("P10 what is no JSON object, in words and without what our insides say", async () => {
    for (const body of ["", "{", "[]", "null", '"text"', "\u0000", '{"a":1}x']) {
      const answer = await all("POST", "/trpc/nothing.here", body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.ts|Unexpected token/);
    }
    expect((await all("GET", "/nothing")).body).toMatchObject({ status: 404, code: "not_found" });
    expect((await all("PUT", "/key", {})).status).toBe(405);
    expect((await all("PUT", "/key", {})).headers.get("allow")).toBe("GET");
    expect((await all("GET", "/outcomes?colour=red")).status).toBe(422);
  });

  it("P10 a key that asks too often: with headers that say how much is left and when to come again", async () => {
    const { call, key } = await newKey(web, mine, ["webhooks"]);
    const first = await call("GET", "/key");
    expect(first.headers.get("ratelimit-limit")).toBe(String(usualRates.requests));
    expect(first.headers.get("ratelimit-remaining")).toBe(String(usualRates.requests - 1));
    let refused = first;
    for (let sent = 1; refused.status !== 429 && sent < usualRates.requests + 20; sent += 6) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => apiCaller(web, key)("GET", "/key")));
      refused = answers.find(({ status }) => status === 429) ?? refused;
    }
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      code: "rate_limited",
      nextStep: expect.stringContaining("seconds"),
    });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    // Another key of the same organisation goes on.
    expect((await all("GET", "/key")).status).toBe(200);
  });
});

describe("P10 the reference", () => {
  it("P10 is an OpenAPI 3.1 document in which every procedure stands, and whose lists of words are open", async () => {
    const { body } = await apiCaller(web, null)("GET", "/openapi.json");
    expect(body.openapi).toMatch(/^3\.1\./);
    const listed = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.toSorted()).toEqual(operations.map(({ meta }) => `${meta.method} ${meta.path}`).toSorted());
    const answers = Object.values<Record<string, { responses: object }>>(body.paths).flatMap((methods) =>
      Object.values(methods).map(({ responses }) => JSON.stringify(responses)),
    );
    expect(answers.join()).not.toMatch(/"enum"|"additionalProperties":false/);
  });

  it("P10 is a page from our own host alone", async () => {
    const page = await fetch(`${web.apiUrl}/v1/reference`);
    const html = await page.text();
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/);
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => String(address));
    for (const address of loaded.filter((each) => each !== "data:,")) {
      expect(address).not.toMatch(/^(https?:)?\/\//);
      expect((await fetch(new URL(address, `${web.apiUrl}/v1/reference`))).status).toBe(200);
    }
    expect((await fetch(`${web.apiUrl}/v1/reference/..%2Fpackage.json`)).status).toBe(404);
  });
});
