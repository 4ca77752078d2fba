import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { placeMail } from "@packpost/core/inbound-mail/place-mail";
import { changeSubscription } from "@packpost/core/unsubscribe/change-subscription";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { quickTimings, type TestOrganisation, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { serveApi } from "../support/serve-api.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  await world.open();
  api = await serveApi(world.databaseUrl);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

interface Sent {
  readonly recipientId: string;
  readonly messageId: string;
  readonly to: string;
}
let organisation: TestOrganisation;
let campaignId: string;

/** An organisation that takes mail, if it says where, with its campaign accepted by the simulator. */
async function open(inboundAddress: string | null, customers = 3): Promise<Sent[]> {
  organisation = await world.organisation(customers);
  const { organisationId } = organisation.ctx;
  await world.owner.query(
    "update organisation set inbound_address = $2, support_email = 'help@test.example' where id = $1",
    [organisationId, inboundAddress],
  );
  await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
    name: "Test",
    inboundUrl: `${api.url}/webhooks/postmark/${organisationId}/inbound`,
    webhookUser: WEBHOOK_USER,
    webhookPassword: webhookPasswordOf(organisationId),
  });
  campaignId = await world.due(organisation, customers);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { broadcastId: campaignId, timings: quickTimings };
  await nextStep({ ctx, input });
  await snapshotAudience({ ctx, input });
  await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 10_000 } });
  const ledger = await world.simulator.call("GET", `/_ledger?token=${organisation.token}`);
  return (
    ledger as { items: { messageId: string; to: string; metadata: { recipient: string } }[] }
  ).items.map(({ messageId, to, metadata }) => ({ messageId, to, recipientId: metadata.recipient }));
}

/** Answers by the outbox's Reply form, and places what came. @returns the entry, or why there is none */
async function answer(sent: Sent | undefined, more: object = {}) {
  const act = { action: "reply", messageId: sent?.messageId, body: "We will be there with Rex.", ...more };
  await world.simulator.call("POST", "/_act", act);
  const { organisationId } = organisation.ctx;
  const { rows: waiting } = await world.owner.query<{ id: string }>(
    "select id from inbound_mail where organisation_id = $1 and state = 'waiting'",
    [organisationId],
  );
  const [mailId = ""] = waiting.map(({ id }) => id);
  await placeMail({ ctx: createTestWorkerContext(world, organisation), input: { mailId } });
  const { rows } = await world.owner.query(
    `select mail.state, mail.reason, mail.mail -> 'to' ->> 0 as to, entry.kind, entry.body, entry.full_text as "fullText", entry.proof, entry.event,
       entry.other_address as "otherAddress", entry.customer_id as "customerId", family_id as "familyId"
     from inbound_mail mail left join entry on entry.id = mail.entry_id left join thread on thread.id = entry.thread_id where mail.id = $1`,
    [mailId],
  );
  return rows[0];
}

async function personOf({ recipientId }: Sent) {
  const { rows } = await world.owner.query<{ id: string; family_id: string; email: string }>(
    "select customer.id, family_id, customer.email from recipient join customer on customer.id = customer_id where recipient.id = $1",
    [recipientId],
  );
  const [person] = rows;
  if (person === undefined) throw new Error("no such recipient");
  return person;
}

describe("V9 an answer to a campaign", () => {
  let sent: readonly Sent[];
  let first: Sent;
  beforeEach(async () => {
    sent = await open("reply.test.example");
    const [one] = sent;
    if (one === undefined) throw new Error("nothing was sent");
    first = one;
  });

  it("V9 T37 goes to an address of its recipient's own and lands in their family's thread, the campaign named above it", async () => {
    const person = await personOf(first);
    const entry = await answer(first);
    expect(entry).toMatchObject({
      ...{
        state: "placed",
        kind: "message",
        body: "We will be there with Rex.",
        proof: "token",
        otherAddress: false,
      },
      ...{ customerId: person.id, familyId: person.family_id },
      event: { kind: "answers_campaign", campaignId, name: "Spring reopening" },
    });
    expect(entry?.to).toMatch(/^[a-z2-7]{26}@reply\.test\.example$/);
    // What it quotes is folded, and kept.
    expect(entry?.fullText).toContain("> ");
    const another = await answer(sent[1]);
    expect(another?.to).not.toBe(entry?.to);
    const { rows } = await world.owner.query("select from reply_address where organisation_id = $1", [
      organisation.ctx.organisationId,
    ]);
    expect(rows, "nothing is written for a mail").toEqual([]);
  });

  it("V9 forwarded, it is its recipient's still, and shows that somebody else's address wrote it", async () => {
    const person = await personOf(first);
    const entry = await answer(first, { from: "neighbour@elsewhere.example" });
    expect(entry).toMatchObject({ customerId: person.id, proof: "token", otherAddress: true });
  });

  it("V9 of one of two customers with one mailbox, it is whose mail it was", async () => {
    const person = await personOf(first);
    const other = await personOf(sent[1] ?? first);
    await world.owner.query("update customer set email = $1 where id = $2", [person.email, other.id]);
    expect(await answer(first)).toMatchObject({
      customerId: person.id,
      familyId: person.family_id,
      otherAddress: false,
    });
  });

  it("V9 of somebody who has unsubscribed lands as any other; an automatic one has no effect", async () => {
    const person = await personOf(first);
    const ctx = createTestWorkerContext(world, organisation);
    const { recipientId } = first;
    await changeSubscription({ ctx, input: { recipientId, subscribed: false, source: "link" } });
    expect(await answer(first)).toMatchObject({ state: "placed", kind: "message", customerId: person.id });
    const automatic = await answer(sent[1], { automatic: true });
    expect(automatic).toMatchObject({ state: "placed", kind: "auto_reply" });
  });

  it("V9 T42 of somebody who is no customer any more waits for staff", async () => {
    const person = await personOf(first);
    await world.owner.query("update customer set email = null where id = $1", [person.id]);
    await world.owner.query("update recipient set customer_id = gen_random_uuid() where id = $1", [
      first.recipientId,
    ]);
    expect(await answer(first)).toMatchObject({
      state: "unplaced",
      reason: "unknown_sender",
      customerId: null,
    });
  });

  it("V5 V9 reads nothing of the thread: its mail showed nothing of it", async () => {
    const person = await personOf(first);
    await answer(first);
    const { rows } = await world.owner.query("select number from read_position where customer_id = $1", [
      person.id,
    ]);
    expect(rows).toEqual([]);
  });
});

it("V9 without an inbound address answers go to the support address as before, and are found by the mail's id", async () => {
  const [first] = await open(null, 1);
  const entry = await answer(first, { from: "maria@elsewhere.example" });
  expect(entry).toMatchObject({
    to: "help@test.example",
    state: "placed",
    proof: "reference",
    otherAddress: true,
  });
  expect(entry?.event).toMatchObject({ kind: "answers_campaign", campaignId });
});

it("V9 behind the plus of the provider's mailbox, too", async () => {
  const [first] = await open("451d9b70cf9364d23ff6f9d51d870251@inbound.example", 1);
  const entry = await answer(first, { from: "maria@elsewhere.example" });
  expect(entry?.to).toMatch(/^451d9b70cf9364d23ff6f9d51d870251\+[a-z2-7]{26}@inbound\.example$/);
  expect(entry).toMatchObject({ state: "placed", proof: "token" });
});
