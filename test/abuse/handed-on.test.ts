import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisationId = "";
let recipients: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  const sent = await createSentCampaign(world, 3);
  organisationId = sent.organisation.ctx.organisationId;
  recipients = sent.recipientIds;
});
afterAll(async () => {
  await web.close();
  await world.close();
});

type Pull = (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>;
const stopped: Pull = () => new Promise(() => undefined);

/** Sends an event to the address that the web app had, in pieces and without its length. */
async function handOn(pull: Pull, password = webhookPasswordOf(organisationId)): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/webhooks/postmark/[organisationId]/route.ts");
  const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
  const authorization = `Basic ${Buffer.from(`packpost:${password}`).toString("base64")}`;
  const init: RequestInit = { method: "POST", headers: { authorization }, body, duplex: "half" };
  return POST(new Request(`http://packpost.test/api/webhooks/postmark/${organisationId}`, init), {
    params: Promise.resolve({ organisationId }),
  });
}

const delivery = (recipient = "") =>
  new TextEncoder().encode(
    JSON.stringify({
      RecordType: "Delivery",
      DeliveredAt: "2026-11-20T10:00:00Z",
      Metadata: { recipient },
    }),
  );

function inPieces(bytes: Uint8Array): Pull {
  let offset = 0;
  return (controller) => {
    controller.enqueue(bytes.slice(offset, offset + 20));
    offset += 20;
    if (offset >= bytes.byteLength) controller.close();
  };
}

describe("C17 events that are handed on to the api", () => {
  it("a sender who stops is told to come again within ten seconds", async () => {
    const began = performance.now();
    const answer = await handOn(stopped);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("one without a length is taken in pieces, and refused beyond a megabyte", async () => {
    const taken = await handOn(inPieces(delivery(recipients[0])));
    expect([taken.status, await taken.text()]).toEqual([200, "ok"]);
    const endless = await handOn((controller) => controller.enqueue(new Uint8Array(100_000).fill(32)));
    expect(endless.status).toBe(413);
  });

  it("a hundred slow senders make room for one who is quick", async () => {
    const slow = Array.from({ length: 120 }, () => handOn(stopped, "wrong").then(({ status }) => status));
    const first = await Promise.race(slow);
    expect(first).toBe(503);
    await expect
      .poll(async () => (await handOn(inPieces(delivery(recipients[1])))).status, { timeout: 4_500 })
      .toBe(200);
    expect((await Promise.all(slow)).every((status) => status === 503 || status === 401)).toBe(true);
  });
});
