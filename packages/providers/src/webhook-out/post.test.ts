import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainWebhookUrl } from "./explain-webhook-url.ts";
import { postWebhook } from "./post.ts";
import { isPublicAddress } from "./public-address.ts";

let port = 0;
const received: string[] = [];
const server = createServer((request, response) => {
  received.push(request.url ?? "");
  if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
  else if (request.url === "/later")
    response.writeHead(503, { "retry-after": "120" }).end("x".repeat(1_000_000));
  else if (request.url !== "/hang") response.writeHead(204).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (path: string, more = {}) =>
  postWebhook({
    ...{
      url: `http://127.0.0.1:${port}${path}`,
      headers: {},
      body: "{}",
      timeoutMs: 2_000,
      allowLoopback: true,
    },
    ...more,
  });

describe("P10 outgoing webhooks", () => {
  it.each([
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "2001:db8::1",
    "ff02::1",
    "nonsense",
  ])("P10 %s is not called", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "93.184.215.14", "2606:4700::1111", "172.32.0.1"])("P10 %s may be", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "http://shop.example/hook",
    "ftp://shop.example",
    "https://user:pw@shop.example",
    "https://10.0.0.1/",
    "https://[::1]/",
    "https://localhost/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://[::ffff:127.0.0.1]/",
    "shop.example",
    "",
  ])("P10 %j is refused with why", (url) => {
    expect(explainWebhookUrl(url, false)).toMatch(/\.$/);
  });

  it("P10 a public address over TLS is taken; loopback beside the simulator alone", () => {
    expect(explainWebhookUrl("https://shop.example/hook?a=1", false)).toBeNull();
    expect(explainWebhookUrl("http://127.0.0.1:3000/hook", true)).toBeNull();
    expect(explainWebhookUrl("http://localhost:3000/hook", true)).toBeNull();
    expect(explainWebhookUrl("http://shop.example/hook", true)).not.toBeNull();
    expect(explainWebhookUrl("https://10.0.0.1/", true)).not.toBeNull();
  });

  it("P10 a name that leads to this machine is not called, whatever it said when it was typed", async () => {
    const leadsTo = (...addresses: string[]) => ({
      url: "https://shop.example/hook",
      allowLoopback: false,
      resolveName: async () =>
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    });
    const answer = await post("", leadsTo("127.0.0.1", "::1", "10.1.2.3"));
    expect(answer).toMatchObject({ status: null, error: expect.stringContaining("private network") });
  });

  it("P10 redirects are not followed, answers not read, and a silent one is left in time", async () => {
    expect(await post("/ok")).toMatchObject({ status: 204, error: null });
    expect(await post("/moved")).toMatchObject({ status: 302 });
    expect(received).not.toContain("/elsewhere");
    expect(await post("/later")).toMatchObject({ status: 503, retryAfterMs: 120_000 });
    expect(await post("/hang", { timeoutMs: 100 })).toMatchObject({
      status: null,
      error: "It did not answer in time.",
    });
    expect(await post("", { url: "http://127.0.0.1:1/" })).toMatchObject({
      status: null,
      error: "Nobody listens there.",
    });
  });
});
