import { readHeld } from "@packpost/core/customer/erase/read-held";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { readMessage } from "@packpost/core/customer/mail/read-message";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { noFind, readWay } from "../support/customer-calls.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { unzip } from "../support/unzip.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let sent: Awaited<ReturnType<typeof createSentCampaign>>;
let customerId: string;
let number: number;
let address: string;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});
beforeEach(async () => {
  sent = await createSentCampaign(world, 3);
  organisation = sent.organisation;
  const { rows } = await world.owner.query(
    `update customer set first_name = 'Xanthippe', last_name = 'Quillfeather', phone = '+12025550177', external_id = 'crm-77'
     where id = (select customer_id from recipient where id = $1) returning id, number, email`,
    [sent.recipientIds[0]],
  );
  [{ id: customerId, number, email: address }] = rows;
  await world.owner.query(
    `insert into delivery (organisation_id, purpose, request_id, customer_id, address, from_mailbox, subject, html, text, sent_at)
     select organisation_id, 'individual', uuidv7(), id, email, '{"name": "Desk", "email": "desk@test.example"}', 'Dear Xanthippe', '<p>Dear Xanthippe Quillfeather</p>', 'Dear Xanthippe Quillfeather', now()
     from customer where id = $1`,
    [customerId],
  );
  await world.owner.query(
    `with made as (insert into thread (organisation_id, family_id) select organisation_id, family_id from customer where id = $1 returning *)
     insert into entry (organisation_id, id, thread_id, number, revision, kind, via, customer_id, body, from_address)
     select organisation_id, gen_random_uuid(), id, 1, 1, 'message', 'email', $1, 'I am Xanthippe Quillfeather of Elm Street', $2 from made`,
    [customerId, address],
  );
  await world.owner.query(
    "insert into transaction (organisation_id, customer_id, kind, at, what) select organisation_id, id, 'payment', now(), 'Card of Xanthippe' from customer where id = $1",
    [customerId],
  );
  await world.owner.query(
    `with file as (
       insert into customer_import (organisation_id, noun, file_name, file_key, parts, bytes, found, settings, headers_key, state, created_by)
       select organisation_id, 'customer', 'people.csv', repeat('a', 26), 1, 1, $2, $3, '', 'done', id
       from staff_member where organisation_id = (select organisation_id from customer where id = $1) limit 1 returning organisation_id, id)
     insert into customer_import_row (organisation_id, import_id, row, outcome, subject_id, label, changes, stored)
     select organisation_id, id, 2, 'created', $1, 'Xanthippe Quillfeather', '[{"after": "Xanthippe"}]', '{"lastName": [null, "Quillfeather"]}' from file`,
    [customerId, noFind, readWay],
  );
});

const as = (role: "admin" | "senior" | "basic" = "admin") => web.as(organisation, role);
const erase = async (more: object = {}) =>
  (await as()).customer.erase({ customerId, number, reason: "She asked for it by letter", ...more });
const isSound = async () => expect(await checkInvariants({ ctx: organisation.ctx })).toEqual([]);
/** Whether a text stands anywhere in the database, whatever the table, apart from the raw events that go by themselves. */
async function whereIs(text: string): Promise<string[]> {
  const { rows: tables } = await world.owner.query(
    "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'provider_event' order by 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await world.owner.query(
      `select count(*)::int as n from "${name}" t where to_jsonb(t)::text ilike $1 and to_jsonb(t)->>'organisation_id' = $2`,
      [`%${text}%`, organisation.ctx.organisationId],
    );
    if (rows[0].n > 0) found.push(name);
  }
  return found;
}

describe("P11 one person's data", () => {
  it("P11 everything that is held is a file: who they are, what they were sent, wrote and did", async () => {
    const held = await readHeld({ ctx: organisation.ctx, input: { customerId } });
    const of = (name: string) => held.tables.find((table) => table.name === name)?.rows ?? [];
    expect(held.number).toBe(number);
    expect(of("person")).toMatchObject([{ first_name: "Xanthippe", email: address, external_id: "crm-77" }]);
    expect(of("campaigns_and_alerts")).toMatchObject([{ kind: "campaign", address, status: "sent" }]);
    expect(of("mails_and_texts")).toMatchObject([{ subject: "Dear Xanthippe", purpose: "individual" }]);
    expect(of("conversation")).toMatchObject([
      { by_this_person: true, text: expect.stringContaining("Elm Street") },
    ]);
    expect(of("transactions")).toMatchObject([{ kind: "payment" }]);
    const { zip } = await import("../../apps/web/src/server/export/zip.ts");
    const files = unzip(
      zip([
        { name: "everything.json", content: JSON.stringify(held) },
        { name: "a.csv", content: "ä,1" },
      ]),
    );
    expect(files.get("a.csv")).toBe("ä,1");
    expect(JSON.parse(files.get("everything.json") ?? "")).toMatchObject({ number });
    const { rows } = await world.owner.query(
      "select count(*)::int as n from audit where subject_id = $1 and action = 'customer.data_exported'",
      [customerId],
    );
    expect(rows[0].n).toBe(1);
  });

  it("P11 erased, nothing names them any more in any table, and all that was sent goes on adding up", async () => {
    const caller = await as();
    const before = await caller.campaign.progress({ campaignId: sent.campaignId });
    expect(await whereIs("Quillfeather")).not.toEqual([]);
    expect(await erase()).toEqual({ outcome: "erased" });
    for (const text of ["Quillfeather", "Xanthippe", address, "+12025550177", "crm-77", "Elm Street"])
      expect(await whereIs(text), text).toEqual([]);
    // How fast it goes is the time's that has passed.
    const perSecond = expect.anything();
    expect(await caller.campaign.progress({ campaignId: sent.campaignId })).toEqual({ ...before, perSecond });
    await isSound();
    expect(await caller.customer.get({ customerId })).toMatchObject({
      ...{ name: `Erased customer ${number}`, email: null, phone: null, emailState: "no_address" },
      lastTransactionAt: expect.any(Date),
    });
    const { mails } = await caller.customer.mails({ customerId });
    expect(mails).toMatchObject([{ status: "sent", email: `erased-${number}@erased.invalid` }]);
    const message = await readMessage({
      ctx: organisation.ctx,
      input: { customerId, kind: "recipient", id: sent.recipientIds[0] ?? "" },
    });
    expect(message.text).not.toContain("Xanthippe");
    const list = await listCustomers({
      ctx: organisation.ctx,
      input: listCustomersSchema.parse({ search: "xanthippe" }),
    });
    expect(list.customers).toEqual([]);
  });

  it.each(["block", "unsubscribe"] as const)(
    "C14 C18 a %s stays as a hash: whoever comes back with the address is as before",
    async (how) => {
      if (how === "block")
        await world.owner.query(
          "insert into suppression (organisation_id, kind, value_key, reason, provider_message) values ($1, 'address', $2, 'complaint', 'marked as spam')",
          [organisation.ctx.organisationId, address],
        );
      else
        await (await as()).customer.changeCommunication({
          customerId,
          channel: "campaign",
          subscribed: false,
        });
      await erase();
      expect(await whereIs(address)).toEqual([]);
      // The provider's list still has it: taken over from there, it is not written down anew.
      await world.owner.query(
        "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', $2, 'complaint')",
        [organisation.ctx.organisationId, address],
      );
      expect(await whereIs(address)).toEqual([]);
      const { rows } = await world.owner.query(
        `insert into customer (organisation_id, number, family_id, first_name, email)
       select organisation_id, number + 5000, family_id, 'Back', $2 from customer where id = $1 returning id`,
        [customerId, address],
      );
      expect(await (await as()).customer.get({ customerId: rows[0].id })).toMatchObject({
        emailState: how === "block" ? "blocked" : "unsubscribed",
      });
      await world.owner.query("update suppression set lifted_at = now() where value_key = $1", [address]);
      await world.owner.query("update customer set last_name = 'Again' where id = $1", [rows[0].id]);
      expect(await (await as()).customer.get({ customerId: rows[0].id })).toMatchObject({
        emailState: how === "block" ? "subscribed" : "unsubscribed",
      });
      await isSound();
    },
  );

  it("C18 an address that somebody else has too stays theirs, with what was said there", async () => {
    await world.owner.query(
      "update customer set email = $2 where id = (select customer_id from recipient where id = $1)",
      [sent.recipientIds[1], address],
    );
    await (await as()).customer.changeCommunication({ customerId, channel: "campaign", subscribed: false });
    await erase();
    const { rows } = await world.owner.query("select customer_id as id from recipient where id = $1", [
      sent.recipientIds[1],
    ]);
    expect(await (await as()).customer.get({ customerId: rows[0].id })).toMatchObject({
      emailState: "unsubscribed",
    });
    await isSound();
  });

  it("P11 another number erases nobody, nor while something is on its way, and it is a matter of admins", async () => {
    expect(await erase({ number: number + 1 })).toEqual({ outcome: "other_number" });
    await world.owner.query("update delivery set sent_at = null where customer_id = $1", [customerId]);
    expect(await erase()).toEqual({ outcome: "sending" });
    expect(await whereIs("Quillfeather")).not.toEqual([]);
    const input = { customerId, number, reason: "She asked" };
    await expect((await as("senior")).customer.erase(input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const stranger = await web.as(await world.organisation(1), "owner");
    await expect(stranger.customer.erase(input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect((await as()).customer.erase({ ...input, reason: " " })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });
});
