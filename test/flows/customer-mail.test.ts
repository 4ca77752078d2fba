import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let sent: Awaited<ReturnType<typeof createSentCampaign>>;
let customers: string[];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  sent = await createSentCampaign(world, 3);
  const { rows } = await world.owner.query(
    "select customer_id from recipient where id = any($1) order by array_position($1, id)",
    [sent.recipientIds],
  );
  customers = rows.map(({ customer_id }) => customer_id);
  const [opened, bounced] = sent.recipientIds;
  await world.owner.query(
    "update recipient set delivered_at = now(), opened_at = now(), clicked_at = now() where id = $1",
    [opened],
  );
  await world.owner.query(
    `insert into click (organisation_id, broadcast_id, recipient_id, url, at, bot, dedupe_key)
     select organisation_id, broadcast_id, id, url, now() - minutes * interval '1 minute', bot, url || id
     from recipient, (values ('https://riverside.example/map', 2, false), ('https://riverside.example/rules', 1, false), ('https://riverside.example/scan', 3, true)) one (url, minutes, bot)
     where id = $1`,
    [opened],
  );
  await world.owner.query(
    "update recipient set hard_bounced_at = now(), provider_message = 'smtp;550 5.1.1 no such user' where id = $1",
    [bounced],
  );
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const as = (role: "senior" | "basic" = "senior") => web.as(sent.organisation, role);
const of = (nth: number) => customers[nth] ?? "";

/** A single mail or text to a customer. */
async function deliver(customerId: string, purpose: string, subject: string, at = "now()"): Promise<string> {
  const sms = purpose === "conversation_text";
  const { rows } = await world.owner.query(
    `insert into delivery (organisation_id, channel, purpose, request_id, customer_id, address, from_mailbox, subject, html, text, sent_at, created_at)
     select organisation_id, $3, $2, uuidv7(), id, case when $3 = 'sms' then '+12025550142' else 'ana@mail.example' end,
       case when $3 = 'email' then '{"name": "Desk", "email": "desk@test.example"}'::jsonb end, case when $3 = 'email' then $4 end,
       case when $3 = 'email' then '<html><head></head><body>The order</body></html>' end, 'The order', ${at}, ${at}
     from customer where id = $1 returning id`,
    [customerId, purpose, sms ? "sms" : "email", subject],
  );
  return rows[0].id;
}

describe("a customer's Emails tab", () => {
  it("P2 lists the campaign's mail with campaign, subject, sent and opened", async () => {
    const { mails, nextCursor } = await (await as()).customer.mails({ customerId: of(0) });
    expect(nextCursor).toBeNull();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      id: sent.recipientIds[0],
      campaign: { id: sent.campaignId, name: expect.any(String) },
      subject: expect.stringMatching(/\w/),
      ...{ status: "clicked", clicks: 2, at: expect.any(Date), openedAt: expect.any(Date) },
    });
    expect(mails[0]?.subject).not.toMatch(/[{}]/);
  });

  it("P2 one that came back is told with the server's words", async () => {
    const { mails } = await (await as()).customer.mails({ customerId: of(1) });
    expect(mails[0]).toMatchObject({ status: "bounced", bounce: "hard", openedAt: null });
    expect(mails[0]?.providerMessage).toContain("550 5.1.1");
  });

  it("P2 whoever was left out or waits has no mail here", async () => {
    await world.owner.query(
      "update recipient set skipped_at = now(), skip_reasons = 1024, sent_at = null, delivered_at = null, attempt_id = null where id = $1",
      [sent.recipientIds[2]],
    );
    expect((await (await as()).customer.mails({ customerId: of(2) })).mails).toEqual([]);
  });

  it("P3 lists every link a person followed, or one mail's, and counts what programs followed", async () => {
    const caller = await as();
    const all = await caller.customer.clicks({ customerId: of(0) });
    expect(all.clicks.map(({ url }) => url)).toEqual([
      "https://riverside.example/rules",
      "https://riverside.example/map",
    ]);
    expect(all.byMachines).toBe(1);
    expect(all.clicks[0]).toMatchObject({
      campaign: { id: sent.campaignId },
      recipientId: sent.recipientIds[0],
    });
    const one = await caller.customer.clicks({ customerId: of(0), recipientId: sent.recipientIds[0] ?? "" });
    expect(one.clicks).toHaveLength(2);
    expect((await caller.customer.clicks({ customerId: of(0), recipientId: randomUUID() })).clicks).toEqual(
      [],
    );
    expect(
      (await caller.customer.clicks({ customerId: of(1), recipientId: sent.recipientIds[0] ?? "" })).clicks,
    ).toEqual([]);
  });

  it("P4 is one timeline of all kinds, sent and received, newest first, page by page", async () => {
    await deliver(of(0), "work_order", "Work order 17", "now() - interval '1 day'");
    await deliver(of(0), "e_signature", "Please sign", "now() - interval '2 days'");
    await deliver(of(0), "card_processing", "Your receipt", "now() - interval '3 days'");
    await deliver(of(0), "individual", "About Rex", "now() - interval '4 days'");
    await deliver(of(0), "unread_notice", "A message for you", "now() - interval '5 days'");
    await deliver(of(0), "conversation_text", "", "now() - interval '6 days'");
    await world.owner.query(
      `with thread as (insert into thread (organisation_id, family_id) select organisation_id, family_id from customer where id = $1 returning *)
       insert into entry (organisation_id, id, thread_id, number, revision, kind, via, customer_id, body, full_text, from_address, at)
       select organisation_id, uuidv7(), id, n, 1, 'message', case n when 1 then 'email' when 2 then 'text' else 'portal' end, $1, 'Thanks!', case n when 1 then 'Thanks!\n> The order' end,
         case n when 1 then 'ana@mail.example' when 2 then '+12025550142' end, now() - (6 + n) * interval '1 day' from thread, generate_series(1, 3) n`,
      [of(0)],
    );
    const caller = await as();
    const whole = (await caller.customer.notes({ customerId: of(0) })).notes;
    expect(whole.map(({ type, received }) => [type, received])).toEqual([
      ["campaign", false],
      ["work_order", false],
      ["e_signature", false],
      ["card_processing", false],
      ["individual", false],
      ["conversation_notice", false],
      ["text", false],
      ["reply", true],
      ["text", true],
    ]);
    expect(whole[1]).toMatchObject({ title: "Work order 17", status: "sent", address: "ana@mail.example" });
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof caller.customer.notes>> = await caller.customer.notes({
        customerId: of(0),
        pageSize: 2,
        cursor,
      });
      paged.push(...page.notes.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null && paged.length < 50);
    expect(paged).toEqual(whole.map(({ id }) => id));
    expect(await caller.customer.mailCounts({ customerId: of(0) })).toEqual({
      mails: 1,
      clicks: 2,
      notes: 9,
    });

    const read = async (nth: number) => {
      const { kind, id } = whole[nth] ?? { kind: "entry" as const, id: "" };
      return caller.customer.message({ customerId: of(0), kind, id });
    };
    expect(await read(0)).toMatchObject({
      channel: "email",
      html: expect.stringContaining("<html"),
      received: false,
    });
    expect(await read(1)).toMatchObject({
      subject: "Work order 17",
      from: "Desk <desk@test.example>",
      to: "ana@mail.example",
    });
    expect(await read(6)).toMatchObject({ channel: "sms", html: null, text: "The order" });
    expect(await read(7)).toMatchObject({
      received: true,
      html: null,
      text: expect.stringContaining("> The order"),
    });
  });

  it("P5 shows nobody the mail of somebody else", async () => {
    const caller = await as();
    const id = await deliver(of(1), "individual", "Private");
    for (const message of [
      { kind: "delivery", id },
      { kind: "recipient", id: sent.recipientIds[1] ?? "" },
      { kind: "entry", id },
    ] as const)
      await expect(caller.customer.message({ customerId: of(0), ...message })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
  });

  it("T54 is closed to basic staff, and to other organisations", async () => {
    const other = await createSentCampaign(world, 1);
    const stranger = await web.as(other.organisation, "owner");
    const basic = await as("basic");
    const input = { customerId: of(0) };
    for (const [caller, code] of [
      [basic, "FORBIDDEN"],
      [stranger, "NOT_FOUND"],
    ] as const) {
      for (const ask of [
        caller.customer.mails,
        caller.customer.clicks,
        caller.customer.notes,
        caller.customer.mailCounts,
      ])
        await expect(ask(input)).rejects.toMatchObject({ code });
      await expect(
        caller.customer.message({ ...input, kind: "recipient", id: sent.recipientIds[0] ?? "" }),
      ).rejects.toMatchObject({ code });
    }
  });
});
