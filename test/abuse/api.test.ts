import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { findFreePort } from "../../scripts/ports.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisationId = "";
let recipients: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  const sent = await createSentCampaign(world, 40);
  organisationId = sent.organisation.ctx.organisationId;
  recipients = sent.recipientIds;
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const delivery = (recipient = "") => ({
  RecordType: "Delivery",
  DeliveredAt: "2026-11-20T10:00:00Z",
  Metadata: { recipient },
});
const authorization = (password: string) => `Basic ${Buffer.from(`packpost:${password}`).toString("base64")}`;
const own = () => authorization(webhookPasswordOf(organisationId));
const statusOf = async (id: string) =>
  (await world.owner.query("select status from recipient where id = $1", [id])).rows[0]?.status;

describe("C17 the process for machines", () => {
  it("says that it is up and ready, at both addresses, and nothing else to whoever asks", async () => {
    for (const path of ["/health", "/ready", "/api/health", "/api/ready"]) {
      const answer = await fetch(`${web.apiUrl}${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, "ok"]);
    }
    expect((await fetch(`${web.apiUrl}/`)).status).toBe(404);
    expect((await fetch(`${web.apiUrl}/webhooks/postmark/${organisationId}`)).status).toBe(405);
  });

  it("answers with the request's id, and an error in our own words", async () => {
    const taken = await web.webhook(organisationId, delivery(recipients[0]));
    expect([taken.status, await taken.text()]).toEqual([200, "ok"]);
    expect(taken.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const refused = await web.webhook(organisationId, delivery(), { password: "wrong" });
    expect(await refused.json()).toEqual({
      error: {
        code: "unauthenticated",
        message: "The webhook's user or password is wrong.",
        requestId: refused.headers.get("x-request-id"),
      },
    });
  });

  it("takes events at the address that the web app had, from the web app and here", async () => {
    const { POST } = await import("../../apps/web/src/app/api/webhooks/postmark/[organisationId]/route.ts");
    const post = (recipient: string | undefined, password: string) =>
      POST(
        new Request(`http://packpost.test/api/webhooks/postmark/${organisationId}`, {
          method: "POST",
          headers: { authorization: authorization(password) },
          body: JSON.stringify(delivery(recipient)),
        }),
        { params: Promise.resolve({ organisationId }) },
      );
    const answer = await post(recipients[1], webhookPasswordOf(organisationId));
    expect([answer.status, await answer.text()]).toEqual([200, "ok"]);
    expect(await statusOf(recipients[1] ?? "")).toBe("delivered");
    expect((await post(recipients[2], "wrong")).status).toBe(401);
    const here = await fetch(`${web.apiUrl}/api/webhooks/postmark/${organisationId}`, {
      method: "POST",
      headers: { authorization: own() },
      body: JSON.stringify(delivery(recipients[2])),
    });
    expect(here.status).toBe(200);
    expect(await statusOf(recipients[2] ?? "")).toBe("delivered");
  });

  it("takes a body that comes in pieces, and a connection that ends in the middle of one costs nothing", async () => {
    const { hostname, port } = new URL(web.apiUrl);
    const body = JSON.stringify(delivery(recipients[3]));
    const head = `POST /webhooks/postmark/${organisationId} HTTP/1.1\r\nHost: x\r\nAuthorization: ${own()}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const cut = connect(Number(port), hostname);
    cut.write(head + body.slice(0, 20), () => cut.destroy());
    await once(cut, "close");
    const whole = connect(Number(port), hostname);
    for (const piece of [head.slice(0, 30), head.slice(30), body.slice(0, 20), body.slice(20)])
      await new Promise((resolve) => whole.write(piece, resolve));
    const [answer] = await once(whole, "data");
    expect(String(answer)).toContain("HTTP/1.1 200 OK");
    whole.destroy();
    expect(await statusOf(recipients[3] ?? "")).toBe("delivered");
  });

  it("an organisation that sends many events slowly holds 16 MB at most, and nobody else up", async () => {
    const { hostname, port } = new URL(web.apiUrl);
    const head = `POST /webhooks/postmark/${organisationId} HTTP/1.1\r\nHost: x\r\nAuthorization: ${own()}\r\nContent-Length: 1000000\r\n\r\n`;
    const slow = Array.from({ length: 20 }, () => connect(Number(port), hostname));
    const answers = slow.map((socket) => once(socket, "data").then(([answer]) => String(answer)));
    for (const socket of slow) socket.write(head + " ".repeat(999_000));
    // Whichever came too late for the room are told so.
    expect(await Promise.race(answers)).toContain("HTTP/1.1 503");
    const other = await world.organisation(1);
    expect((await web.webhook(other.ctx.organisationId, delivery())).status).toBe(200);
    for (const socket of slow) socket.destroy();
    const taken = async () => (await web.webhook(organisationId, delivery())).status === 200 || undefined;
    await waitUntil("the room to be given back", taken);
  });

  it("as a process: answers what it has taken when it is told to stop, and ends", async () => {
    const port = await findFreePort(0);
    const main = join(import.meta.dirname, "..", "..", "apps", "api", "src", "main.ts");
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: world.databaseUrl,
      APP_URL: appUrl,
      API_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
      LOG_LEVEL: "silent",
    };
    const api = spawn(process.execPath, [main], { env, stdio: "inherit" });
    const exited = once(api, "exit");
    const url = `http://127.0.0.1:${port}`;
    await waitUntil("the api", async () => (await fetch(`${url}/ready`)).ok || undefined);
    const posts = recipients.slice(4).map((recipient) =>
      fetch(`${url}/webhooks/postmark/${organisationId}`, {
        method: "POST",
        headers: { authorization: own() },
        body: JSON.stringify(delivery(recipient)),
      }).then(({ status }) => status),
    );
    await Promise.race(posts);
    api.kill("SIGTERM");
    const answers = await Promise.allSettled(posts);
    expect(await exited).toEqual([0, null]);
    for (const [index, answer] of answers.entries())
      if (answer.status === "fulfilled") {
        expect(answer.value).toBe(200);
        expect(await statusOf(recipients[index + 4] ?? "")).toBe("delivered");
      }
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  });

  it("as a process: refuses to start as a role that sees past the walls between organisations", async () => {
    const main = join(import.meta.dirname, "..", "..", "apps", "api", "src", "main.ts");
    const env = { PATH: process.env.PATH, DATABASE_URL: world.ownerUrl, PORT: "0", LOG_LEVEL: "silent" };
    const [code] = await once(spawn(process.execPath, [main], { env, stdio: "ignore" }), "exit");
    expect(code).toBe(1);
  });
});
