import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { explainSending } from "@packpost/core/customer/why/explain-sending";
import { listSendings } from "@packpost/core/customer/why/list-sendings";
import { whySchema } from "@packpost/core/customer/why/schemas";
import { beforeEach, describe, expect, it } from "vitest";
import { formatWhy } from "../../apps/web/src/features/customers/why/format-why.ts";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let customerId: string;
let familyId: string;
let entryId: string;

beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm);
  const passId = await createPass(organisation);
  const made = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Maria", email: "maria@mail.example" }],
  });
  familyId = made.familyId;
  [customerId = ""] = made.customerIds;
  const ctx = organisation.as("owner");
  const threadId = await openThread({ ctx, input: { familyId } });
  entryId = randomUUID();
  await postMessage({ ctx, input: { threadId, entryId, body: "The gate code is 4711", seenNumber: null } });
});

const explain = (
  kind: "message" | "delivery",
  id: string,
  of = organisation,
  role: "senior" | "basic" = "senior",
) => explainSending({ ctx: of.as(role), input: whySchema.parse({ customerId, kind, id }) });
const words = async (kind: "message" | "delivery", id: string) =>
  formatWhy(await explain(kind, id), "Maria", new Date(), "Europe/Berlin");
const sendings = () => listSendings({ ctx: organisation.as("senior"), input: { customerId } });
const settle = (set: string) =>
  database.owner.query(`update message_notice set settled_at = now(), ${set} where entry_id = $1`, [entryId]);
async function deliver(purpose: string, set = "", channel = "email"): Promise<string> {
  const { rows } = await database.owner.query(
    `insert into delivery (organisation_id, channel, purpose, request_id, customer_id, address, from_mailbox, subject, html, text)
     select organisation_id, $3, $2, uuidv7(), id, case when $3 = 'sms' then '+12025550142' else email end,
       case when $3 = 'email' then '{"name": "Desk", "email": "desk@test.example"}'::jsonb end,
       case when $3 = 'email' then 'Your order' end, case when $3 = 'email' then '<p>The order</p>' end, 'The order'
     from customer where id = $1 returning id`,
    [customerId, purpose, channel],
  );
  if (set !== "") await database.owner.query(`update delivery set ${set} where id = $1`, [rows[0].id]);
  return rows[0].id;
}

describe("P8 why didn't Maria get a message, or a mail to her alone?", () => {
  it("P8 a message that waits for its three minutes: when it is mailed", async () => {
    expect(await sendings()).toMatchObject([
      { kind: "message", id: entryId, name: "The gate code is 4711", handedOver: false },
    ]);
    const { got, sentences } = await words("message", entryId);
    expect(got).toBe(false);
    expect(sentences.join(" ")).toMatch(
      /wrote it on .*It is mailed to Maria on .* unless they read it before\./,
    );
  });

  it("P8 she had read it, so no mail was needed", async () => {
    await settle("outcome = 'read'");
    expect(await words("message", entryId)).toMatchObject({
      got: true,
      sentences: [
        expect.any(String),
        expect.stringContaining("had read it by then, so no email was needed on"),
      ],
    });
    expect(await sendings()).toMatchObject([{ handedOver: true }]);
  });

  it("P8 it was mailed, and came back: the server's own words, and what helps", async () => {
    const id = await deliver(
      "unread_notice",
      "sent_at = now(), hard_bounced_at = now(), provider_message = 'smtp;550 5.1.1 no such user'",
    );
    await settle(`outcome = 'mailed', delivery_id = '${id}'`);
    await database.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'maria@mail.example', 'hard_bounce')",
      [organisation.organisationId],
    );
    const why = await words("message", entryId);
    expect(why.got).toBe(false);
    expect(why.sentences.join(" ")).toMatch(
      /did not arrive on .* The server said: “550 5\.1\.1 no such user”/,
    );
    expect(why.helps).toMatchObject([{ words: "Ask for a new address" }]);
  });

  it("P8 it was mailed and opened", async () => {
    const id = await deliver("unread_notice", "sent_at = now(), opened_at = now()");
    await settle(`outcome = 'mailed', delivery_id = '${id}'`);
    const why = await words("message", entryId);
    expect(why.got).toBe(true);
    expect(why.sentences[1]).toMatch(/^Maria got it at maria@mail\.example: opened on /);
  });

  it.each([
    ["no_address", /had no email address.*Today nothing keeps a mail from them/],
    ["blocked", /address was blocked.*Today nothing keeps a mail from them/],
    ["unsubscribed", /wants no emails about messages/],
  ])("P8 what stood in the way then is told (%s), and whether it does today", async (outcome, told) => {
    await settle(`outcome = '${outcome}'`);
    const why = await words("message", entryId);
    expect(why.got).toBe(false);
    expect(why.sentences.join(" ")).toMatch(told);
  });

  it("P8 a text that the carrier refused stands beside what became of the mail", async () => {
    const text = await deliver(
      "conversation_text",
      "failed_at = now(), provider_message = '30003 Unreachable'",
      "sms",
    );
    await settle("outcome = 'no_address'");
    await database.owner.query("update message_notice set text_delivery_id = $2 where entry_id = $1", [
      entryId,
      text,
    ]);
    const { sentences } = await words("message", entryId);
    expect(sentences.join(" ")).toMatch(
      /The text to \+1 202 555 0142 did not arrive.*30003 Unreachable.*no email address/,
    );
  });

  it("P8 who joined the family later was not told of it by mail", async () => {
    await database.owner.query("delete from message_notice where entry_id = $1", [entryId]);
    const { sentences } = await words("message", entryId);
    expect(sentences.join(" ")).toMatch(/Maria is a customer since .*in their own pages they can read it/);
  });

  it.each([
    [
      "work_order",
      "sent_at = now(), delivered_at = now()",
      true,
      /^Maria got it at .*: delivered on .* spam folder\.$/,
    ],
    [
      "individual",
      "dropped_at = now(), provider_message = 'This address was blocked before it was sent, so nothing was sent.'",
      false,
      /was not sent on .*blocked before it was sent/,
    ],
    [
      "sign_in",
      "cancelled_at = now(), provider_message = 'It was not needed.'",
      false,
      /withdrawn before it was sent on .*It was not needed\./,
    ],
    ["e_signature", "unconfirmed_at = now()", false, /has not confirmed it/],
    ["individual", "", false, /is on its way/],
  ])("P8 any other mail to her alone: %s, %s", async (purpose, set, got, told) => {
    const id = await deliver(purpose, set);
    const why = await words("delivery", id);
    expect(why.got).toBe(got);
    expect(why.sentences.join(" ")).toMatch(told);
    expect((await sendings()).find((one) => one.id === id)).toMatchObject({
      ...{ kind: "delivery", name: "Your order", handedOver: got || purpose === "e_signature" },
    });
  });

  it("T54 nothing is told to basic staff, of somebody else's mail, or to another organisation", async () => {
    const id = await deliver("work_order");
    await expect(explain("delivery", id, organisation, "basic")).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await createTestOrganisation(database.orm);
    for (const [kind, one] of [
      ["delivery", id],
      ["message", entryId],
    ] as const)
      await expect(explain(kind, one, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(explain("message", id)).rejects.toMatchObject({ code: "not_found" });
    await expect(explain("delivery", entryId)).rejects.toMatchObject({ code: "not_found" });
  });
});
