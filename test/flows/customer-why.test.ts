import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { formatWhy } from "../../apps/web/src/features/customers/why/format-why.ts";
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
    "select id from customer where organisation_id = $1 order by number",
    [sent.organisation.ctx.organisationId],
  );
  customers = rows.map(({ id }) => id);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const ask = async (nth: number, id = sent.campaignId) =>
  (await web.as(sent.organisation, "senior")).customer.why({
    customerId: customers[nth] ?? "",
    kind: "campaign",
    id,
  });
const words = async (nth: number, id = sent.campaignId) =>
  formatWhy(await ask(nth, id), "Maria", new Date(), "Europe/Berlin");

describe("P8 why didn't Maria get it?", () => {
  it("P8 she did: when, and at which address", async () => {
    await world.owner.query("update recipient set delivered_at = now(), opened_at = now() where id = $1", [
      sent.recipientIds[0],
    ]);
    const found = await words(0);
    expect(found.got).toBe(true);
    expect(found.sentences[0]).toMatch(/^Maria got it at person1@inbox\.example: opened on /);
  });

  it("P8 it came back: the server's own words, and what helps", async () => {
    await world.owner.query(
      "update recipient set hard_bounced_at = now(), provider_message = 'smtp;550 5.1.1 no such user' where id = $1",
      [sent.recipientIds[1]],
    );
    const found = await words(1);
    expect(found.got).toBe(false);
    expect(found.sentences.join(" ")).toMatch(/hard bounce.*The server said: “550 5\.1\.1 no such user”/);
    expect(found.helps).toMatchObject([{ words: "Ask the customer for another address." }]);
  });

  it("P8 she was left out: every reason as it was then, and what has changed since", async () => {
    await world.owner.query(
      `update recipient set skipped_at = now(), skip_reasons = (select mask from reason_codes() where code = 'registration_expired') | (select mask from reason_codes() where code = 'unsubscribed'),
         sent_at = null, delivered_at = null, attempt_id = null, claimed_at = null,
         skip_facts = '{"email": "person3@inbox.example", "unsubscribed": {"at": "2026-01-05T10:00:00Z", "source": "link"}, "suppressions": [], "last_contact_at": "2026-01-01T00:00:00Z", "mailbox_taken_by": null,
           "pets": [{"name": "Pepper", "active": true, "registration": "active", "valid_through": "2026-01-03"}]}'
       where id = $1`,
      [sent.recipientIds[2]],
    );
    const found = await words(2);
    expect(found.sentences[0]).toMatch(
      /^On .* Maria was left out: Registration expired on 3 Jan: Pepper; Unsubscribed on 5 Jan\.$/,
    );
    expect(found.sentences[1]).toContain("today nothing of it would keep them");
    await world.owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) select organisation_id, id, 'campaign', false, 'link' from customer where id = $1",
      [customers[2]],
    );
    const later = await words(2);
    expect(later.sentences[1]).toBe("Since then this has changed: registration expired.");
    expect(later.helps).toMatchObject([{ words: "Only they can subscribe again" }]);
  });

  it("P8 she was not there yet, or had nothing to do with the pass", async () => {
    const add = async (created: string) => {
      const { rows } = await world.owner.query(
        `with family as (insert into family (organisation_id, name) values ($1, 'New') returning *)
         insert into customer (organisation_id, number, family_id, first_name, created_at) select organisation_id, 900 + (random() * 90000)::int, id, 'Maria', ${created} from family returning id`,
        [sent.organisation.ctx.organisationId],
      );
      return customers.push(rows[0].id) - 1;
    };
    expect((await words(await add("now() + interval '1 hour'"))).sentences[0]).toContain(
      "is a customer only since",
    );
    expect((await words(await add("now() - interval '1 year'"))).sentences[0]).toMatch(
      /had no application for it, and no pet of the family a registration/,
    );
  });

  it("P8 of one still to come: what today's rules say", async () => {
    const draft = await world.draft(sent.organisation);
    expect((await words(0, draft)).sentences[0]).toContain("Maria will receive it");
    expect((await words(2, draft)).sentences[0]).toMatch(/will not receive it: Unsubscribed/);
    expect((await words(4, draft)).sentences[0]).toContain("has no application");
  });

  it("A1 T54 alerts are asked about by their managers alone, and nothing of others is told", async () => {
    const senior = await web.as(sent.organisation, "senior");
    const customerId = customers[0] ?? "";
    await expect(senior.customer.why({ customerId, kind: "alert", id: randomUUID() })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await senior.customer.sendings({ customerId })).map(({ kind }) => kind)).not.toContain("alert");
    const other = await createSentCampaign(world, 1);
    const stranger = await web.as(other.organisation, "owner");
    await expect(
      stranger.customer.why({ customerId, kind: "campaign", id: sent.campaignId }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(
      senior.customer.why({ customerId, kind: "campaign", id: other.campaignId }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("P8 offers campaigns, those that were not handed over told apart", async () => {
    const caller = await web.as(sent.organisation, "senior");
    const of = async (nth: number) =>
      (await caller.customer.sendings({ customerId: customers[nth] ?? "" })).find(
        ({ id }) => id === sent.campaignId,
      );
    expect(await of(0)).toMatchObject({ handedOver: true, status: expect.any(String) });
    expect(await of(2)).toMatchObject({ handedOver: false });
  });
});
