import { randomUUID } from "node:crypto";
import { forgetOutcomes } from "@packpost/core/outcome/forget-outcomes";
import { changeSubscription } from "@packpost/core/unsubscribe/change-subscription";
import { findLinkHolder } from "@packpost/core/unsubscribe/find-link-holder";
import { readSubscription } from "@packpost/core/unsubscribe/read-subscription";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type CallApi, newKey } from "../support/call-api.ts";
import { systemContext } from "../support/contexts.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { outcomesDone } from "../support/outcomes-done.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let mine: TestOrganisation;
let call: CallApi;
let recipients: string[] = [];
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  const sent = await createSentCampaign(world, 400);
  ({ campaignId, recipientIds: recipients } = sent);
  mine = sent.organisation;
  ({ call } = await newKey(web, mine, ["outcomes:read"]));
});
afterAll(async () => {
  await web.close();
  await world.close();
});

interface Change {
  id: string;
  status: string;
}

/** Reads on until there is no more. */
async function readAll(by: CallApi, cursor: string | null, limit = 50) {
  const pages: Change[][] = [];
  let at = cursor;
  for (;;) {
    const { body, status } = await by("GET", `/outcomes?limit=${limit}${at === null ? "" : `&cursor=${at}`}`);
    expect(status).toBe(200);
    pages.push(body.outcomes);
    at = String(body.cursor);
    if (!body.more) return { pages, changes: pages.flat(), cursor: at };
  }
}

const setDelivered = (ids: readonly string[]) =>
  world.owner.query("update recipient set delivered_at = now() where id = any($1)", [ids]);
const done = () => outcomesDone(world, mine.ctx.organisationId);
const deliver = async (ids: readonly string[]) => {
  await setDelivered(ids);
  await done();
};

describe("P10 outcomes", () => {
  it("P10 begin with the first key that may read them, and come in pages without gap or repeat", async () => {
    const before = await readAll(call, null);
    expect(before.changes).toEqual([]);
    await deliver(recipients.slice(0, 130));
    const { pages, changes, cursor } = await readAll(call, before.cursor);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 30]);
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set(recipients.slice(0, 130)));
    expect(changes).toHaveLength(130);
    expect(changes[0]).toMatchObject({
      ...{
        kind: "campaign",
        channel: "email",
        status: "delivered",
        purpose: null,
        alertId: null,
        reasons: [],
      },
      campaign: { id: campaignId, name: expect.any(String) },
      customer: { id: expect.any(String), number: expect.any(Number) },
      address: expect.stringContaining("@"),
      deliveredAt: expect.any(String),
    });
    const again = await readAll(call, cursor);
    expect([again.changes, again.cursor]).toEqual([[], cursor]);
    // From the top they are all there again.
    expect((await readAll(call, null, 200)).changes).toHaveLength(130);
  });

  it("P10 a message that changed twice comes once, as it stands now; changed later, it comes again", async () => {
    const { cursor } = await readAll(call, null, 200);
    const [one, other] = recipients.slice(130, 132);
    await deliver([String(one), String(other)]);
    await world.owner.query("update recipient set opened_at = now() where id = $1", [one]);
    await done();
    const first = await readAll(call, cursor);
    expect(first.changes.map(({ id, status }) => [id, status])).toEqual([
      [other, "delivered"],
      [one, "opened"],
    ]);
    await world.owner.query("update recipient set hard_bounced_at = now() where id = $1", [one]);
    await done();
    expect((await readAll(call, first.cursor)).changes).toMatchObject([{ id: one, status: "bounced" }]);
  });

  it("P10 nothing is lost behind a transaction that commits later than one that began after it", async () => {
    const { cursor } = await readAll(call, null, 200);
    const [slow, fast, last] = recipients.slice(140, 143);
    const client = await world.owner.connect();
    try {
      await client.query("begin");
      await client.query("update recipient set delivered_at = now() where id = $1", [slow]);
      await setDelivered([String(fast)]);
      // The later one waits for the earlier one to end.
      const meanwhile = await readAll(call, cursor);
      await client.query("commit");
      await deliver([String(last)]);
      const after = await readAll(call, meanwhile.cursor);
      expect([...meanwhile.changes, ...after.changes].map(({ id }) => id)).toEqual([slow, fast, last]);
    } finally {
      client.release();
    }
  });

  it("P10 readers who read while thirty writers commit in any order miss and repeat nothing", async () => {
    let { cursor } = await readAll(call, null, 200);
    const expected = recipients.slice(150, 330);
    const groups = Array.from({ length: 30 }, (_, n) => expected.slice(n * 6, n * 6 + 6));
    const writing = Promise.all(
      groups.map((ids, n) =>
        inOrganisation(world.orm, mine.ctx.organisationId, async (em) => {
          await sql`update recipient set delivered_at = now() where organisation_id = ${mine.ctx.organisationId} and id = any(${ids}::uuid[])`.execute(
            em.getKysely(),
          );
          await sql`select pg_sleep(${(n % 7) * 0.03})`.execute(em.getKysely());
        }),
      ),
    );
    let written = false;
    void writing.then(done).then(() => {
      written = true;
    });
    const seen: string[] = [];
    for (let isLast = false; !isLast; ) {
      isLast = written;
      const { changes, cursor: next } = await readAll(call, cursor, 7);
      seen.push(...changes.map(({ id }) => id));
      cursor = next;
    }
    expect(seen.toSorted()).toEqual(expected.toSorted());
  });

  it("P10 single messages stand among them, but neither codes of a sign-in nor mail to staff", async () => {
    const { cursor } = await readAll(call, null, 200);
    const mail = await newKey(web, mine, ["mail:send"]);
    const { rows } = await world.owner.query("select customer_id from recipient where id = $1", [
      recipients[0],
    ]);
    const customerId = rows[0].customer_id;
    const body = { purpose: "work_order", to: { customerId }, subject: "Order", text: "It is ready" };
    const sent = await mail.call("POST", "/mails", body, { "idempotency-key": randomUUID() });
    await world.owner.query(
      `insert into delivery (organisation_id, purpose, request_id, customer_id, address, from_mailbox, subject, html, text)
       select organisation_id, purpose, uuidv7(), case purpose when 'sign_in' then $2::uuid end, 'a@b.example', '{}', '', '', ''
       from customer, unnest(array['sign_in', 'notice']) purpose where id = $1`,
      [customerId, customerId],
    );
    await world.owner.query("update delivery set sent_at = now() where organisation_id = $1", [
      mine.ctx.organisationId,
    ]);
    await done();
    const { changes } = await readAll(call, cursor);
    expect(changes).toMatchObject([
      {
        id: sent.body.id,
        kind: "single",
        purpose: "work_order",
        status: "sent",
        campaign: null,
        customer: { id: customerId },
      },
    ]);
  });

  it("P10 who waits again is not told of, and nobody of another organisation is", async () => {
    const { cursor } = await readAll(call, null, 200);
    const other = await world.organisation(2);
    const theirs = await newKey(web, other, ["outcomes:read"]);
    expect((await readAll(theirs.call, null)).changes).toEqual([]);
    await deliver([String(recipients[340])]);
    expect((await readAll(theirs.call, null)).changes).toEqual([]);
    const stolen = await theirs.call("GET", `/outcomes?cursor=${cursor}`);
    expect([stolen.status, stolen.body.outcomes]).toEqual([200, []]);
    expect((await readAll(call, cursor)).changes).toHaveLength(1);
  });

  it("P10 a cursor from before what is kept is told so, and one that is none too", async () => {
    await deliver([String(recipients[350])]);
    const { cursor } = await readAll(call, null, 200);
    const early = (await call("GET", "/outcomes?limit=1")).body.cursor;
    await world.owner.query(
      "update outcome_change set at = now() - interval '31 days' where organisation_id = $1",
      [mine.ctx.organisationId],
    );
    await forgetOutcomes({ ctx: systemContext(mine.ctx) });
    const refused = await call("GET", `/outcomes?cursor=${early}`);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("30 days");
    expect((await call("GET", `/outcomes?cursor=${cursor}`)).status).toBe(200);
    await deliver([String(recipients[351])]);
    expect((await readAll(call, null)).changes).toMatchObject([{ id: recipients[351] }]);
    for (const wrong of ["x", "bnVsbA", Buffer.from('["a","b",1]').toString("base64url")])
      expect((await call("GET", `/outcomes?cursor=${wrong}`)).status).toBe(422);
    for (const limit of ["0", "201", "x", "1.5", ""])
      expect((await call("GET", `/outcomes?limit=${limit}`)).status).toBe(422);
  });

  it("P10 nothing is written down where nobody reads", async () => {
    const sent = await createSentCampaign(world, 3);
    await deliver(sent.recipientIds);
    const { rows } = await world.owner.query("select from outcome_change where organisation_id = $1", [
      sent.organisation.ctx.organisationId,
    ]);
    expect(rows).toEqual([]);
  });

  it("P10 P11 C18 of what went to a record that was merged since are told of the one that was kept, and its link says no for that one", async () => {
    const { rows } = await world.owner.query(
      "select recipient.id, customer_id from recipient where id = any($1) order by recipient.id limit 2",
      [recipients.slice(-2)],
    );
    const [gone, kept] = rows;
    await world.owner.query("update customer set merged_into = $2, external_id = id::text where id = $1", [
      gone.customer_id,
      kept.customer_id,
    ]);
    const { cursor } = await readAll(call, null);
    await deliver([gone.id]);
    const { changes } = await readAll(call, cursor);
    expect(changes).toMatchObject([{ id: gone.id, customer: { id: kept.customer_id, externalId: null } }]);
    const link = { ctx: mine.ctx, input: { recipientId: gone.id } };
    const before = await readSubscription(link);
    await changeSubscription({
      ctx: { ...mine.ctx, actor: await findLinkHolder(link) },
      input: { recipientId: gone.id, subscribed: false, source: "link" },
    });
    expect([before.subscribed, (await readSubscription(link)).subscribed]).toEqual([true, false]);
    const { rows: said } = await world.owner.query(
      "select customer_id from preference where customer_id = any($1) and not subscribed",
      [[gone.customer_id, kept.customer_id]],
    );
    expect(said).toEqual([{ customer_id: kept.customer_id }]);
    await world.owner.query("update customer set merged_into = null where id = $1", [gone.customer_id]);
  });
});
