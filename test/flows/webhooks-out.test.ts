import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { webhooksWithWork } from "@packpost/core/sweep/webhooks-with-work";
import { tellEndpoint } from "@packpost/core/webhook-out/tell-endpoint";
import { ensureWebhook } from "@packpost/workflows/client";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { newKey } from "../support/call-api.ts";
import type { Caller } from "../support/deeds.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { outcomesDone } from "../support/outcomes-done.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Another system of the business: takes what it is sent, and answers as it is told. */
class Receiver {
  readonly messages: Received[] = [];
  answer = 204;
  readonly #server: Server;
  url = "";

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      this.messages.push({ headers: request.headers, body });
      response.writeHead(this.answer).end();
    });
  }
  async open() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
    return this;
  }
  /** Ids of the messages that the outcomes are of, in the order in which they came. */
  get ids(): string[] {
    return this.messages.flatMap(({ body }) =>
      (JSON.parse(body).data.outcomes ?? []).map(({ id }: { id: string }) => id),
    );
  }
  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const world = new TestWorld(inject("services"));
let web: TestWeb;
const receivers: Receiver[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  for (const receiver of receivers) receiver.close();
  await web.close();
  await world.close();
});

/** An organisation with people of a campaign, and an endpoint of its own that is told by hand. */
async function start(people = 30) {
  const { organisation, recipientIds } = await createSentCampaign(world, people);
  const receiver = await new Receiver().open();
  receivers.push(receiver);
  const caller = await web.as(organisation);
  const made = await caller.webhookOut.create({ name: "Shop", url: receiver.url });
  if (made.outcome !== "created") throw new Error(made.fault);
  const { endpointId, secret } = made;
  const ctx = createTestWorkerContext(world, organisation);
  const tell = async () => {
    await outcomesDone(world, organisation.ctx.organisationId);
    return tellEndpoint({ ctx, input: { endpointId } });
  };
  return { organisation, recipientIds, receiver, caller, endpointId, secret, tell };
}

const deliver = (ids: readonly string[]) =>
  world.owner.query("update recipient set delivered_at = now() where id = any($1)", [ids]);
const rowOf = async (endpointId: string) =>
  (await world.owner.query("select * from webhook_endpoint where id = $1", [endpointId])).rows[0];
const shown = async (caller: Caller, endpointId: string) =>
  (await caller.webhookOut.list()).find(({ id }) => id === endpointId);
/** As if the time until its next try had passed. */
const later = (endpointId: string, hours = 0) =>
  world.owner.query(
    "update webhook_endpoint set next_try_at = now(), failing_since = failing_since - make_interval(hours => $2) where id = $1",
    [endpointId, hours],
  );

describe("P10 outgoing webhooks", () => {
  it("P10 tell each outcome once, signed as standard-webhooks has it, and nothing from before", async () => {
    const { recipientIds, receiver, secret, tell, caller, endpointId } = await start(250);
    expect(await tell()).toMatchObject({ do: "end" });
    await deliver(recipientIds);
    expect(await tell()).toMatchObject({ do: "end" });
    expect(receiver.messages).toHaveLength(2);
    expect(receiver.ids.toSorted()).toEqual(recipientIds.toSorted());
    for (const { body, headers } of receiver.messages) {
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ type: "outcomes.changed", data: { outcomes: expect.any(Array) } });
    }
    expect(await tell()).toMatchObject({ do: "end" });
    expect(receiver.messages).toHaveLength(2);
    expect((await shown(caller, endpointId))?.attempts).toMatchObject([
      { kind: "outcomes", status: 204, outcomes: 50, error: null },
      { kind: "outcomes", status: 204, outcomes: 200 },
    ]);
  });

  it("P10 what was not taken comes again as the same message, later and later, and nothing overtakes it", async () => {
    const { recipientIds, receiver, tell, endpointId, caller } = await start();
    receiver.answer = 500;
    await deliver(recipientIds.slice(0, 5));
    const waits: number[] = [];
    for (let n = 0; n < 3; n++) {
      const step = await tell();
      expect(step.do).toBe("wait");
      if (step.do === "wait") waits.push(Math.round(step.ms / 1000));
      await deliver(recipientIds.slice(5 + n, 6 + n)); // what comes meanwhile is no part of it
      await later(endpointId);
    }
    expect(waits).toEqual([5, 10, 20]);
    expect(new Set(receiver.messages.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.messages.map(({ body }) => JSON.parse(body).data.outcomes.length))).toEqual(
      new Set([5]),
    );
    expect(await shown(caller, endpointId)).toMatchObject({
      failingSince: expect.any(Date),
      disabledAt: null,
    });
    receiver.answer = 200;
    receiver.messages.length = 0;
    expect(await tell()).toMatchObject({ do: "end" });
    expect(receiver.ids).toEqual([...recipientIds.slice(0, 5).toSorted(), ...recipientIds.slice(5, 8)]);
    expect(await shown(caller, endpointId)).toMatchObject({ failingSince: null, nextTryAt: null });
  });

  it("P10 after three days of failures it is turned off and its owners are told; turned on again it misses nothing", async () => {
    const { recipientIds, receiver, tell, endpointId, caller, organisation } = await start();
    receiver.answer = 503;
    await deliver(recipientIds.slice(0, 3));
    await tell();
    await later(endpointId, 73);
    expect(await tell()).toMatchObject({ do: "end", why: "It is turned off" });
    expect(await shown(caller, endpointId)).toMatchObject({ disabledWhy: "failing" });
    const { rows } = await world.owner.query(
      "select address, subject, text from delivery where organisation_id = $1 and purpose = 'notice'",
      [organisation.ctx.organisationId],
    );
    expect(rows).toMatchObject([
      { subject: "Webhook turned off: “Shop”", address: expect.stringContaining("@") },
    ]);
    expect(rows[0].text).toContain("/settings/api");
    await deliver(recipientIds.slice(3, 6));
    await tell();
    expect(receiver.messages).toHaveLength(2);
    receiver.answer = 200;
    receiver.messages.length = 0;
    await caller.webhookOut.switch({ endpointId, on: true });
    await tell();
    expect(receiver.ids.toSorted()).toEqual(recipientIds.slice(0, 6).toSorted());
  });

  it("P10 an address that says it is gone is believed at once", async () => {
    const { recipientIds, receiver, tell, endpointId, caller } = await start();
    receiver.answer = 410;
    await deliver(recipientIds.slice(0, 1));
    expect(await tell()).toMatchObject({ do: "end" });
    expect(await shown(caller, endpointId)).toMatchObject({ disabledWhy: "gone" });
  });

  it("P10 outcomes of the last hours can be sent again, by a key too", async () => {
    const { recipientIds, receiver, tell, endpointId, caller, organisation } = await start();
    await deliver(recipientIds.slice(0, 4));
    await tell();
    await world.owner.query(
      "update outcome_change set at = now() - interval '5 hours' where organisation_id = $1",
      [organisation.ctx.organisationId],
    );
    await deliver(recipientIds.slice(4, 7));
    await tell();
    receiver.messages.length = 0;
    await caller.webhookOut.replay({ endpointId, hours: 2 });
    await tell();
    expect(receiver.ids.toSorted()).toEqual(recipientIds.slice(4, 7).toSorted());
    receiver.messages.length = 0;
    const { call } = await newKey(web, organisation, ["webhooks"]);
    expect((await call("POST", `/webhooks/${endpointId}/replay`, { hours: 6 })).status).toBe(202);
    await tell();
    expect(receiver.ids.toSorted()).toEqual(recipientIds.slice(0, 7).toSorted());
    const listed = await call("GET", "/webhooks");
    expect(listed.body.webhooks).toMatchObject([
      { id: endpointId, url: receiver.url, attempts: expect.any(Array) },
    ]);
    expect(JSON.stringify(listed.body)).not.toMatch(/secret|salt/i);
  });

  it("P10 a test message comes whether it is on or off, and says what was answered", async () => {
    const { receiver, tell, endpointId, caller, secret } = await start();
    await caller.webhookOut.switch({ endpointId, on: false });
    await caller.webhookOut.test({ endpointId });
    expect(await shown(caller, endpointId)).toMatchObject({ testing: true });
    receiver.answer = 404;
    await tell();
    const [message] = receiver.messages;
    expect(
      new Webhook(secret).verify(message?.body ?? "", message?.headers as Record<string, string>),
    ).toMatchObject({ type: "test" });
    expect(await shown(caller, endpointId)).toMatchObject({
      testing: false,
      attempts: [{ kind: "test", status: 404 }],
    });
  });

  it("P10 a secret that is rotated: for a day both verify", async () => {
    const { recipientIds, receiver, tell, endpointId, caller, secret: old } = await start();
    const { secret } = await caller.webhookOut.rotateSecret({ endpointId });
    expect(secret).not.toBe(old);
    await deliver(recipientIds.slice(0, 1));
    await tell();
    const last = () => receiver.messages.at(-1);
    const verifies = (by: string) => {
      const message = last();
      return () => new Webhook(by).verify(message?.body ?? "", message?.headers as Record<string, string>);
    };
    expect(verifies(old)).not.toThrow();
    expect(verifies(secret)).not.toThrow();
    await world.owner.query(
      "update webhook_endpoint set secret_changed_at = now() - interval '25 hours' where id = $1",
      [endpointId],
    );
    await deliver(recipientIds.slice(1, 2));
    await tell();
    expect(verifies(old)).toThrow();
    expect(verifies(secret)).not.toThrow();
    const { rows } = await world.owner.query(
      "select string_agg(endpoint::text, ' ') as kept from webhook_endpoint endpoint",
    );
    expect(rows[0].kept).not.toContain(secret.slice("whsec_".length));
  });

  it("P10 the sweep finds those with something to tell, their workflow tells it and ends, with few events", async () => {
    world.startWorker();
    const { recipientIds, receiver, endpointId, organisation } = await start(120);
    const { organisationId } = organisation.ctx;
    const works = async () =>
      (await webhooksWithWork(world.orm)).some((found) => found.endpointId === endpointId);
    expect(await works()).toBe(false);
    for (const id of recipientIds) await deliver([id]);
    await outcomesDone(world, organisationId);
    expect(await works()).toBe(true);
    await ensureWebhook(world.client, { organisationId, endpointId });
    await waitUntil("all to be told", async () => receiver.ids.length === 120 || undefined);
    const handle = world.client.workflow.getHandle(`webhook/${endpointId}`);
    await handle.result();
    expect((await handle.describe()).historyLength).toBeLessThan(30);
    expect(await works()).toBe(false);
    expect((await rowOf(endpointId)).failures).toBe(0);
  });

  it("P10 an address that cannot be called is refused with why, and nobody else's webhook can be touched", async () => {
    const { caller, endpointId } = await start();
    for (const url of ["http://shop.example", "https://10.0.0.1/x", "https://a:b@shop.example", "shop"])
      expect(await caller.webhookOut.create({ name: "Shop", url })).toMatchObject({
        outcome: "wrong_url",
        fault: expect.any(String),
      });
    const stranger = await web.as((await createSentCampaign(world, 1)).organisation);
    expect(await stranger.webhookOut.list()).toEqual([]);
    for (const act of [
      () => stranger.webhookOut.test({ endpointId }),
      () => stranger.webhookOut.switch({ endpointId, on: false }),
      () => stranger.webhookOut.replay({ endpointId, hours: 1 }),
      () => stranger.webhookOut.rotateSecret({ endpointId }),
      () => stranger.webhookOut.remove({ endpointId }),
    ])
      await expect(act()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await caller.webhookOut.remove({ endpointId });
    expect(await caller.webhookOut.list()).toEqual([]);
  });
});
