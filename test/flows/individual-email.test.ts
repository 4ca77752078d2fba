import { randomUUID } from "node:crypto";
import { placeMail } from "@packpost/core/inbound-mail/place-mail";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { deliveryRun } from "../support/delivery-run.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let caller: Awaited<ReturnType<TestWeb["as"]>>;
let customerId: string;
let to: string;
let mailId: string;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});
beforeEach(async () => {
  organisation = await world.organisation(2);
  caller = await web.as(organisation, "senior");
  const { rows } = await world.owner.query(
    "update customer set first_name = 'Maria', last_name = '' where id = (select id from customer where organisation_id = $1 order by number limit 1) returning id, email",
    [organisation.ctx.organisationId],
  );
  [{ id: customerId, email: to }] = rows;
  mailId = randomUUID();
});

const written = (more: object = {}) => ({
  ...{ customerId, mailId, to, subject: "Your visit, {{first_name}}" },
  bodyMarkdown: "Hi {{first_name|there}},\n\nthe **gate** is open for {{pet_names|your dog}}.",
  ...more,
});
const send = (more: object = {}) => caller.customer.email.send(written(more));
const advance = (id = mailId) => deliveryRun(world, organisation, id).advance();
const ledger = async () =>
  (await world.simulator.call("GET", `/_ledger?token=${organisation.token}`)) as {
    items: { messageId: string; to: string; tag: string; stream: string }[];
  };
const deliveries = async () =>
  (
    await world.owner.query(
      "select id, status, address, subject, html, text from delivery where customer_id = $1",
      [customerId],
    )
  ).rows;
const block = (reason: string, value = to, kind = "address") =>
  world.owner.query(
    "insert into suppression (organisation_id, kind, value_key, reason, provider_message) values ($1, $2, lower($3), $4, '550 no such user')",
    [organisation.ctx.organisationId, kind, value, reason],
  );

describe("P12 an individual email", () => {
  it("P12 goes out once on the transactional stream as it was previewed, however often it is sent", async () => {
    const { subject, bodyMarkdown } = written();
    const preview = await caller.customer.email.preview({ customerId, subject, bodyMarkdown });
    expect(preview).toMatchObject({ problems: [], missing: [], message: { subject: "Your visit, Maria" } });
    const outcomes = await Promise.all([send(), send(), send()]);
    expect(outcomes).toEqual([{ outcome: "queued" }, { outcome: "queued" }, { outcome: "queued" }]);
    const [row, ...more] = await deliveries();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ id: mailId, status: "waiting", address: to, ...preview.message });
    expect(row.html).toContain("wrote this to you alone");
    expect(row.html + row.text).not.toMatch(/unsubscribe/i);
    expect(await advance()).toEqual({ do: "end", status: "sent" });
    expect(await send()).toEqual({ outcome: "queued" });
    const { items } = await ledger();
    expect(items).toMatchObject([{ to, tag: "individual", stream: "outbound" }]);
  });

  it("P4 P12 stands in the connection notes as such at once, and not among campaigns (C1)", async () => {
    await send();
    const look = async () => (await caller.customer.notes({ customerId })).notes;
    expect(await look()).toMatchObject([
      { kind: "delivery", id: mailId, type: "individual", title: "Your visit, Maria", status: "waiting" },
    ]);
    await advance();
    expect(await look()).toMatchObject([{ status: "sent", address: to }]);
    expect(await caller.customer.mailCounts({ customerId })).toMatchObject({ mails: 0, notes: 1 });
    expect(await caller.customer.mails({ customerId })).toMatchObject({ mails: [] });
    const { campaigns } = await caller.campaign.list({});
    expect(JSON.stringify(campaigns)).not.toContain("Your visit");
  });

  it("C18 an unsubscribe from campaigns does not forbid it, and is told", async () => {
    await caller.customer.changeCommunication({ customerId, channel: "campaign", subscribed: false });
    expect(await caller.customer.email.get({ customerId })).toMatchObject({
      unsubscribed: true,
      barriers: [],
    });
    expect(await send()).toEqual({ outcome: "queued" });
    expect(await advance()).toEqual({ do: "end", status: "sent" });
  });

  it.each([
    ["hard_bounce", "hard_bounced"],
    ["complaint", "complained"],
    ["by_hand", "suppressed_by_hand"],
  ])("C14 an address that is blocked (%s) gets none, and it is said why", async (reason, code) => {
    await block(reason);
    const barriers = [expect.objectContaining({ code })];
    expect(await caller.customer.email.get({ customerId })).toMatchObject({ barriers });
    expect(await send()).toMatchObject({ outcome: "barred", barriers });
    expect(await deliveries()).toEqual([]);
  });

  it("C14 neither does whoever has no address, or one at a blocked domain", async () => {
    await block("by_hand", to.slice(to.indexOf("@") + 1), "domain");
    expect(await send()).toMatchObject({ outcome: "barred", barriers: [{ code: "suppressed_domain" }] });
    await world.owner.query("update customer set email = null where id = $1", [customerId]);
    expect(await send()).toMatchObject({ outcome: "barred", barriers: [{ code: "no_email" }] });
    expect(await deliveries()).toEqual([]);
  });

  it("C14 one that is blocked between Send and the call is not called for", async () => {
    await send();
    await block("complaint");
    expect(await advance()).toEqual({ do: "end", status: "dropped" });
    expect((await ledger()).items).toEqual([]);
    const { notes } = await caller.customer.notes({ customerId });
    expect(notes[0]?.providerMessage).toContain("blocked before it was sent");
  });

  it("P12 an address that somebody changed meanwhile is asked about", async () => {
    await world.owner.query("update customer set email = 'new@mail.example' where id = $1", [customerId]);
    expect(await send()).toEqual({ outcome: "other_address", to: "new@mail.example" });
    expect(await send({ to: "new@mail.example" })).toEqual({ outcome: "queued" });
  });

  it("C5 a gap, an unknown field and an empty text are named and send nothing", async () => {
    expect(await send({ bodyMarkdown: "Dear {{last_name}}, {{pass_name}}" })).toMatchObject({
      outcome: "missing",
      fields: expect.arrayContaining(["last_name"]),
    });
    expect(await send({ subject: "Hi {{frist_name}}" })).toMatchObject({
      outcome: "problems",
      problems: [{ code: "unknown_field" }],
    });
    expect(await send({ bodyMarkdown: " " })).toMatchObject({ problems: [{ code: "empty_body" }] });
    expect(await deliveries()).toEqual([]);
  });

  it("C17 needs no postal address, but stops with all sending", async () => {
    const { organisationId } = organisation.ctx;
    await world.owner.query(
      "update organisation set postal_address = null, sending_stopped_at = now() where id = $1",
      [organisationId],
    );
    expect(await send()).toEqual({ outcome: "sending_stopped" });
    await world.owner.query("update organisation set sending_stopped_at = null where id = $1", [
      organisationId,
    ]);
    expect(await send()).toEqual({ outcome: "queued" });
  });

  it("P12 other words under the same id are never sent by themselves", async () => {
    await send();
    expect(await send({ bodyMarkdown: "Another text" })).toEqual({ outcome: "earlier_wording_sent" });
    expect(await deliveries()).toHaveLength(1);
    const other = await web.as(organisation, "admin");
    await expect(other.customer.email.send(written())).rejects.toMatchObject({ cause: { code: "conflict" } });
  });

  it("T12 the draft is kept by version, is empty once sent, and a late save of it loses", async () => {
    const { subject, bodyMarkdown } = written();
    const save = (version: number, more: object = {}) =>
      caller.customer.email.saveDraft({ customerId, mailId, subject, bodyMarkdown, version, ...more });
    expect(await save(3)).toEqual({ outcome: "saved", version: 3 });
    expect(await save(2, { subject: "Old" })).toMatchObject({ outcome: "older", subject, version: 3 });
    expect((await caller.customer.email.get({ customerId })).draft).toEqual({
      ...{ mailId, subject, bodyMarkdown, version: 3 },
    });
    await send({ draftVersion: 3 });
    expect(await save(4)).toMatchObject({ outcome: "older", subject: "", bodyMarkdown: "", version: 4 });
    // Begun anew while the answer was under way: it stays.
    const nextId = randomUUID();
    expect(await save(9, { mailId: nextId, subject: "Next" })).toEqual({ outcome: "saved", version: 9 });
    expect(await send({ draftVersion: 3 })).toEqual({ outcome: "queued" });
    expect((await caller.customer.email.get({ customerId })).draft).toMatchObject({ subject: "Next" });
    const other = await web.as(organisation, "admin");
    expect((await other.customer.email.get({ customerId })).draft).toBeNull();
  });

  it("P12 one that the provider refused shows its words, and is sent again once to the address of now", async () => {
    await send();
    const refusal = "300: Invalid 'To' address";
    await world.owner.query("update delivery set dropped_at = now(), provider_message = $2 where id = $1", [
      mailId,
      refusal,
    ]);
    await world.owner.query("update customer set email = 'right@mail.example' where id = $1", [customerId]);
    const againId = randomUUID();
    const again = () => caller.customer.email.again({ customerId, deliveryId: mailId, mailId: againId });
    expect(await Promise.all([again(), again()])).toEqual([{ outcome: "queued" }, { outcome: "queued" }]);
    expect(await deliveries()).toHaveLength(2);
    await advance(againId);
    const { items } = await ledger();
    expect(items).toMatchObject([{ to: "right@mail.example" }]);
    const { notes } = await caller.customer.notes({ customerId });
    expect(notes.find(({ id }) => id === mailId)).toMatchObject({
      status: "dropped",
      providerMessage: refusal,
    });
    expect(
      await caller.customer.email.again({ customerId, deliveryId: againId, mailId: randomUUID() }),
    ).toEqual({ outcome: "not_failed" });
    await block("hard_bounce", "right@mail.example");
    expect(
      await caller.customer.email.again({ customerId, deliveryId: mailId, mailId: randomUUID() }),
    ).toMatchObject({ outcome: "barred" });
  });

  it("V9 P12 the reply lands in the family's thread as them, and as a received row", async () => {
    const { organisationId } = organisation.ctx;
    await world.owner.query("update organisation set inbound_address = 'reply.test.example' where id = $1", [
      organisationId,
    ]);
    await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
      name: "Test",
      inboundUrl: `${web.apiUrl}/webhooks/postmark/${organisationId}/inbound`,
      webhookUser: WEBHOOK_USER,
      webhookPassword: webhookPasswordOf(organisationId),
    });
    await send();
    await advance();
    const [sent] = (await ledger()).items;
    await world.simulator.call("POST", "/_act", {
      ...{ action: "reply", messageId: sent?.messageId, body: "We will be there." },
    });
    const { rows } = await world.owner.query("select id from inbound_mail where organisation_id = $1", [
      organisationId,
    ]);
    await placeMail({ ctx: createTestWorkerContext(world, organisation), input: { mailId: rows[0].id } });
    const { rows: entries } = await world.owner.query(
      "select entry.customer_id, proof, event, family_id from entry join thread on thread.id = thread_id where entry.organisation_id = $1",
      [organisationId],
    );
    expect(entries).toMatchObject([
      {
        customer_id: customerId,
        proof: "token",
        event: { kind: "answers_mail", subject: "Your visit, Maria" },
      },
    ]);
    const { notes } = await caller.customer.notes({ customerId });
    expect(notes.map(({ type, received }) => [type, received])).toEqual([
      ["reply", true],
      ["individual", false],
    ]);
  });

  it("P12 an open by a person shows in the notes", async () => {
    await send();
    await advance();
    const { rows } = await world.owner.query("select provider_message_id as id from delivery where id = $1", [
      mailId,
    ]);
    const event = {
      ...{ RecordType: "Open", MessageID: rows[0].id, Recipient: to, ReceivedAt: new Date().toISOString() },
      ...{ FirstOpen: true, Tag: "individual", MessageStream: "outbound", ReadSeconds: 9 },
      Metadata: { attempt: mailId, recipient: mailId },
      UserAgent: "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Thunderbird/115",
    };
    await world.owner.query("update delivery set sent_at = now() - interval '1 hour' where id = $1", [
      mailId,
    ]);
    expect((await web.webhook(organisation.ctx.organisationId, event)).status).toBe(200);
    const { notes } = await caller.customer.notes({ customerId });
    expect(notes[0]?.openedAt).toBeInstanceOf(Date);
  });

  it("T54 is closed to basic staff and to other organisations", async () => {
    const basic = await web.as(organisation, "basic");
    await expect(basic.customer.email.get({ customerId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(basic.customer.email.send(written())).rejects.toMatchObject({ code: "FORBIDDEN" });
    const stranger = await web.as(await world.organisation(1), "owner");
    await expect(stranger.customer.email.send(written())).rejects.toMatchObject({
      cause: { code: "not_found" },
    });
    await expect(
      stranger.customer.email.saveDraft({ customerId, mailId, subject: "", bodyMarkdown: "", version: 1 }),
    ).rejects.toMatchObject({ cause: { code: "not_found" } });
  });
});
