import { randomUUID } from "node:crypto";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apiCaller, type CallApi, newKey } from "../support/call-api.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let mine: TestOrganisation;
let call: CallApi;
let key = "";
let customers: { id: string; number: number; email: string }[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  world.startWorker();
  mine = await world.organisation(14);
  ({ call, key } = await newKey(web, mine, ["mail:send"]));
  const { rows } = await world.owner.query(
    "select id, number, email from customer where organisation_id = $1",
    [mine.ctx.organisationId],
  );
  customers = rows;
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A customer whom no other test writes to. */
function fresh() {
  const customer = customers.pop();
  if (customer === undefined) throw new Error("no customer is left");
  return customer;
}

const order = (customerId: string, more: object = {}) => ({
  ...{ purpose: "work_order", to: { customerId }, subject: "Work order 2107" },
  ...{ text: "Nails & ears <today>\nat 10:00\n\nSee you!", ...more },
});
const send = (body: object, idempotencyKey: string = randomUUID(), by = call) =>
  by("POST", "/mails", body, { "idempotency-key": idempotencyKey });
const mailsTo = async (customerId: string) =>
  (await world.owner.query("select id from delivery where customer_id = $1", [customerId])).rows.length;

describe("P10 P4 mail of other systems", () => {
  it("P10 P11 to a record that was merged goes to the one that was kept, however it is named, and is told of that one", async () => {
    const kept = fresh();
    const gone = fresh();
    await world.owner.query("update customer set merged_into = $2, external_id = 'gone-1' where id = $1", [
      gone.id,
      kept.id,
    ]);
    for (const to of [{ customerId: gone.id }, { externalId: "gone-1" }, { number: gone.number }]) {
      const sent = await send({ ...order(""), to });
      expect(sent).toMatchObject({ status: 202, body: { customerId: kept.id } });
      const read = await call("GET", `/mails/${sent.body.id}`);
      expect(read.body).toMatchObject({ customerId: kept.id, address: kept.email });
    }
    expect(await mailsTo(gone.id)).toBe(0);
  });

  it.each(["work_order", "e_signature", "card_processing"])(
    "P4 a %s leaves, and stands among the connection notes as what it is",
    async (purpose) => {
      const { id: customerId, email } = fresh();
      const sent = await send(order(customerId, { purpose }));
      expect(sent.status).toBe(202);
      expect(sent.body).toMatchObject({ purpose, customerId, status: "waiting" });
      const read = async () => (await call("GET", `/mails/${sent.body.id}`)).body;
      await waitUntil("the mail to leave", async () => (await read()).sentAt ?? undefined);
      const told = { RecordType: "Delivery", DeliveredAt: new Date(), Metadata: { recipient: sent.body.id } };
      expect((await web.webhook(mine.ctx.organisationId, told)).status).toBe(200);
      expect(await read()).toMatchObject({
        status: "delivered",
        address: email,
        deliveredAt: expect.any(String),
      });
      const caller = await web.as(mine);
      const { notes } = await caller.customer.notes({ customerId });
      expect(notes).toMatchObject([{ type: purpose, title: "Work order 2107", status: "delivered" }]);
      const message = await caller.customer.message({ customerId, kind: "delivery", id: sent.body.id });
      expect(message.text).toContain("Nails & ears <today>");
      expect(message.html).toContain("Nails &amp; ears &lt;today&gt;<br/>");
    },
  );

  it("V9 the answer to a work order lands in the family's thread", async () => {
    const { organisationId } = mine.ctx;
    await world.owner.query("update organisation set inbound_address = 'reply.test.example' where id = $1", [
      organisationId,
    ]);
    await world.simulator.call("PUT", `/_servers/${mine.token}`, {
      ...{ name: "Test", webhookUser: WEBHOOK_USER, webhookPassword: webhookPasswordOf(organisationId) },
      inboundUrl: `${web.apiUrl}/webhooks/postmark/${organisationId}/inbound`,
    });
    const { id: customerId } = fresh();
    const sent = await send(order(customerId));
    const messageId = await waitUntil("the mail to leave", async () => {
      const { rows } = await world.owner.query(
        "select provider_message_id as id from delivery where id = $1",
        [sent.body.id],
      );
      return rows[0].id ?? undefined;
    });
    await world.simulator.call("POST", "/_act", { action: "reply", messageId, body: "We will be there." });
    const entries = await waitUntil("the answer to be placed", async () => {
      const { rows } = await world.owner.query("select proof, event from entry where customer_id = $1", [
        customerId,
      ]);
      return rows.length > 0 ? rows : undefined;
    });
    expect(entries).toEqual([
      { proof: "token", event: { kind: "answers_mail", subject: "Work order 2107" } },
    ]);
  });

  it("P10 HTML goes out as it is, with a text made of it", async () => {
    const { id: customerId } = fresh();
    const html = "<!doctype html><p>Sign <b>here</b></p>";
    const { body } = await send(order(customerId, { purpose: "e_signature", text: undefined, html }));
    const caller = await web.as(mine);
    const message = await caller.customer.message({ customerId, kind: "delivery", id: body.id });
    expect(message).toMatchObject({ html, text: "Sign here" });
  });

  it("P10 the same Idempotency-Key sends once, whatever comes at the same time, and has the same answer later", async () => {
    const { id: customerId, number } = fresh();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send(order(customerId), idempotencyKey)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await mailsTo(customerId)).toBe(1);
    await waitUntil(
      "the mail to leave",
      async () => (await call("GET", `/mails/${answers[0]?.body.id}`)).body.sentAt ?? undefined,
    );
    const later = await send(order(customerId), idempotencyKey);
    expect(later.body).toEqual(answers[0]?.body);
    const other = await send(order(customerId, { subject: "Work order 2108" }), idempotencyKey);
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({
      detail: "This Idempotency-Key came before with another request.",
      effect: "Nothing was done.",
    });
    expect(await mailsTo(customerId)).toBe(1);
    // Another system's key counts for itself.
    const second = await newKey(web, mine, ["mail:send"]);
    const again = await send({ ...order(customerId), to: { number } }, idempotencyKey, second.call);
    expect(again.status).toBe(202);
    expect(await mailsTo(customerId)).toBe(2);
  });

  it("P10 a key that was rotated goes on with its Idempotency-Keys", async () => {
    const { id: customerId } = fresh();
    const mineToRotate = await newKey(web, mine, ["mail:send"]);
    const idempotencyKey = randomUUID();
    const first = await send(order(customerId), idempotencyKey, mineToRotate.call);
    const rotated = await mineToRotate.caller.apiKey.rotate({ keyId: mineToRotate.keyId, overlapHours: 0 });
    const again = await send(order(customerId), idempotencyKey, apiCaller(web, rotated.key));
    expect(again.body).toEqual(first.body);
    expect(await mailsTo(customerId)).toBe(1);
  });

  it("P10 what cannot be sent is refused in words, and may be sent with the same key once it can", async () => {
    const { id: customerId } = fresh();
    const idempotencyKey = randomUUID();
    await world.owner.query("update customer set email = null where id = $1", [customerId]);
    const refused = await send(order(customerId), idempotencyKey);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ detail: "This customer has no address that mail can go to." });
    await world.owner.query("update customer set email = 'found@inbox.example' where id = $1", [customerId]);
    expect((await send(order(customerId), idempotencyKey)).status).toBe(202);

    const quiet = fresh();
    await world.owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) values ($1, $2, 'notice', false, 'portal')",
      [mine.ctx.organisationId, quiet.id],
    );
    expect((await send(order(quiet.id))).status).toBe(409);
    expect((await send(order(quiet.id, { purpose: "card_processing" }))).status).toBe(202);
  });

  it("P10 nobody of another organisation is written to, and its mails are not there", async () => {
    const other = await world.organisation(1);
    const theirs = await newKey(web, other, ["mail:send"]);
    const { id: customerId } = fresh();
    const refused = await send(order(customerId), randomUUID(), theirs.call);
    const nobody = await send(order(randomUUID()), randomUUID(), theirs.call);
    expect(refused.status).toBe(404);
    const { requestId: _, ...same } = refused.body;
    expect(nobody.body).toMatchObject(same);
    const sent = await send(order(customerId));
    expect((await theirs.call("GET", `/mails/${sent.body.id}`)).status).toBe(404);
  });

  it.each([
    ["no Idempotency-Key", {}, null],
    ["one with a blank", {}, "a b"],
    ["no words", { text: " ", html: undefined }, "a"],
    ["a subject of two lines", { subject: "a\nBcc: b@c.example" }, "a"],
    ["a purpose that there is not", { purpose: "newsletter" }, "a"],
    ["a customer named twice", { to: { customerId: randomUUID(), number: 1 } }, "a"],
    ["nobody", { to: {} }, "a"],
    ["a field that there is not", { bcc: "b@c.example" }, "a"],
    ["a character that cannot be kept", { subject: "a\u0000b" }, "a"],
    ["half an emoji", { text: "\ud83d" }, "a"],
  ])("P10 refuses %s", async (_, more, idempotencyKey) => {
    const answer = await call("POST", "/mails", order(randomUUID(), more), {
      ...(idempotencyKey !== null && { "idempotency-key": idempotencyKey }),
    });
    expect(answer.status).toBe(422);
    expect(answer.body.detail.length).toBeGreaterThan(5);
  });

  it("O3 is audited as the key's", async () => {
    const { id: customerId } = fresh();
    const { body } = await send(order(customerId));
    const { rows } = await world.owner.query(
      "select actor_kind, action, detail from audit where subject_id = $1",
      [body.id],
    );
    expect(rows).toEqual([
      { actor_kind: "api_key", action: "mail.queued", detail: { purpose: "work_order", customerId } },
    ]);
    expect(key).toMatch(/^ppk_/);
  });
});
