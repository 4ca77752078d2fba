import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A finished campaign of ten: 0 failed, 1 dropped for nothing in the address, 2 dropped for its address, 3 soft and 4 hard bounce, 5 unconfirmed. */
async function finished() {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 10);
  const set = (index: number, change: string) =>
    world.owner.query(`update recipient set ${change} where id = $1`, [recipientIds[index]]);
  const unsent = "sent_at = null, provider_message_id = null";
  await set(0, `${unsent}, failed_at = now(), provider_message = 'No'`);
  await set(1, `${unsent}, dropped_at = now(), drop_reason = 'other'`);
  await set(2, `${unsent}, dropped_at = now(), drop_reason = 'invalid_address'`);
  await set(3, "soft_bounced_at = now()");
  await set(4, "hard_bounced_at = now()");
  await set(5, `${unsent}, unconfirmed_at = now()`);
  await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
    campaignId,
  ]);
  const { rows } = await world.owner.query(
    "select customer_id from recipient where broadcast_id = $1 order by array_position($2::uuid[], id)",
    [campaignId, recipientIds],
  );
  const people: string[] = rows.map(({ customer_id }) => customer_id);
  await world.owner.query(
    `insert into suppression (organisation_id, kind, value_key, reason)
     select organisation_id, 'address', email_key, 'hard_bounce' from customer where id = $1`,
    [people[4]],
  );
  return { organisation, campaignId, people, caller: await web.as(organisation) };
}

async function emailOf(customerId: string | undefined): Promise<string> {
  const { rows } = await world.owner.query("select email from customer where id = $1", [customerId]);
  return rows[0].email;
}

describe("resend to those who failed", () => {
  it("C16 is a linked draft to exactly whom the campaign failed to reach, with the reasons of the rest", async () => {
    const { organisation, campaignId, people, caller } = await finished();
    expect(await caller.campaign.related.list({ campaignId })).toMatchObject({
      failed: 5,
      parent: null,
      children: [],
    });
    const resent = await caller.campaign.related.resend({ campaignId });
    if (resent.outcome !== "draft") throw new Error(resent.outcome);
    const child = { campaignId: resent.campaignId, passId: organisation.passId };
    expect(await caller.campaign.get(child)).toMatchObject({
      status: "draft",
      name: "Spring reopening (again to those who failed)",
      subject: "We open again",
      passId: organisation.passId,
    });
    expect(await caller.audience.count(child)).toMatchObject({
      willReceive: 4,
      willNot: 1,
      reasons: [{ code: "hard_bounced", people: 1 }],
    });
    const will = await caller.audience.list({ ...child, filter: { kind: "will" } });
    expect(will.people.map(({ customerId }) => customerId).toSorted()).toEqual(
      [people[0], people[1], people[3], people[5]].toSorted(),
    );
    expect(await caller.campaign.related.list({ campaignId })).toMatchObject({
      children: [{ id: child.campaignId, status: "draft" }],
    });
    expect(await caller.campaign.related.list({ campaignId: child.campaignId })).toMatchObject({
      parent: { id: campaignId, name: "Spring reopening" },
    });
    // A new address may be written to.
    await world.owner.query("update customer set email = 'new@inbox.example' where id = $1", [people[2]]);
    expect(await caller.audience.count(child)).toMatchObject({ willReceive: 5 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C16 pressed twice at once is one draft; whom a resend reached is not written to again", async () => {
    const { campaignId, caller, organisation } = await finished();
    const both = await Promise.all([1, 2].map(() => caller.campaign.related.resend({ campaignId })));
    const ids = both.map((result) => (result.outcome === "draft" ? result.campaignId : result.outcome));
    expect(new Set(ids).size).toBe(1);
    const [childId = ""] = ids;
    const ledger = async () => (await world.ledger(organisation.token)).accepted;
    const before = await ledger();
    await caller.campaign.chooseCopy({ campaignId: childId, copyTo: "nobody" });
    await world.confirm(organisation, childId, 4, 1);
    await world.hurry(childId);
    world.startWorker();
    await world.wake(organisation, childId);
    await world.status(childId, "sent");
    expect(await ledger()).toBe(before + 4);
    expect(await world.statuses(childId)).toEqual({ sent: 4, skipped: 1 });
    // The one that is left may not be written to, but a second resend lists nobody of the four.
    const again = await caller.campaign.related.resend({ campaignId });
    if (again.outcome !== "draft") throw new Error(again.outcome);
    expect(again).toMatchObject({ existing: false });
    expect(
      await caller.audience.count({ campaignId: again.campaignId, passId: organisation.passId }),
    ).toMatchObject({
      willReceive: 0,
      willNot: 1,
    });
    expect(await world.broken(organisation)).toEqual([]);
  });

  /** Makes people of a campaign ones who were added to it by hand, and takes the pass from them. */
  async function addedWithoutPass(
    campaignId: string,
    people: readonly (string | undefined)[],
  ): Promise<void> {
    await world.owner.query(
      "update recipient set added = true where broadcast_id = $1 and customer_id = any($2::uuid[])",
      [campaignId, people],
    );
    await world.owner.query("delete from application where customer_id = any($1::uuid[])", [people]);
    // A family of their own, so that no pet gives them eligibility.
    for (const person of people)
      await world.owner.query(
        `with own as (insert into family (organisation_id, name) select organisation_id, 'Own' from customer where id = $1 returning id)
         update customer set family_id = own.id from own where customer.id = $1`,
        [person],
      );
  }

  it("C3 C16 who was added by hand needs no pass for the resend, also if they fail after it was begun", async () => {
    const { campaignId, caller, people, organisation } = await finished();
    await addedWithoutPass(campaignId, [people[0], people[4], people[8], people[9]]);
    const resent = await caller.campaign.related.resend({ campaignId });
    if (resent.outcome !== "draft") throw new Error(resent.outcome);
    const key = { campaignId: resent.campaignId, passId: organisation.passId };
    const listed = async () =>
      (await caller.audience.list({ ...key, filter: { kind: "will" } })).people
        .map(({ customerId, added }) => [customerId, added])
        .toSorted();
    const before = [
      [people[0], true],
      [people[1], false],
      [people[3], false],
      [people[5], false],
    ];
    expect(await listed()).toEqual(before.toSorted());
    // Suppression still counts (4 has hard-bounced), and so does who has got it (9).
    expect(await caller.audience.count(key)).toMatchObject({
      willReceive: 4,
      willNot: 1,
      added: 2,
      reasons: [{ code: "hard_bounced", people: 1 }],
    });
    await world.owner.query(
      "update recipient set soft_bounced_at = now() where broadcast_id = $1 and customer_id = $2",
      [campaignId, people[8]],
    );
    expect(await listed()).toEqual([...before, [people[8], true]].toSorted());
    // Whoever is not wanted after all is excluded.
    await caller.campaign.entries.enter({
      campaignId: resent.campaignId,
      list: "exclude",
      text: await emailOf(people[8]),
    });
    expect(await listed()).toEqual(before.toSorted());
  });

  it("C3 C16 a resend of a resend reaches them too, by the worker, once", async () => {
    const { campaignId, caller, people, organisation } = await finished();
    await addedWithoutPass(campaignId, [people[0], people[3]]);
    const again = async (parentId: string) => {
      const resent = await caller.campaign.related.resend({ campaignId: parentId });
      if (resent.outcome !== "draft") throw new Error(resent.outcome);
      await caller.campaign.chooseCopy({ campaignId: resent.campaignId, copyTo: "nobody" });
      return resent.campaignId;
    };
    const send = async (id: string, count: number) => {
      await world.confirm(organisation, id, count, 1);
      await world.hurry(id);
      await world.wake(organisation, id);
      await world.status(id, "sent");
    };
    world.startWorker();
    const child = await again(campaignId);
    await send(child, 4);
    await world.owner.query(
      "update recipient set soft_bounced_at = now() where broadcast_id = $1 and customer_id = $2",
      [child, people[0]],
    );
    const grandchild = await again(child);
    const key = { campaignId: grandchild, passId: organisation.passId };
    expect(await caller.audience.count(key)).toMatchObject({ willReceive: 1, willNot: 0, added: 1 });
    await send(grandchild, 1);
    expect(await world.statuses(grandchild)).toEqual({ sent: 1 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C16 is refused while it is not finished, and when nobody failed", async () => {
    const { organisation, campaignId } = await createSentCampaign(world, 2);
    const caller = await web.as(organisation);
    expect(await caller.campaign.related.resend({ campaignId })).toEqual({ outcome: "not_finished" });
    await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
      campaignId,
    ]);
    expect(await caller.campaign.related.resend({ campaignId })).toEqual({ outcome: "nobody_failed" });
    const stranger = await web.as(await world.organisation(1));
    const again = stranger.campaign.related;
    for (const call of [again.resend, again.duplicate, again.list]) {
      await expect(call({ campaignId })).rejects.toThrow(/does not exist/);
    }
    await expect(again.archive({ campaignId, archived: true })).rejects.toThrow(/does not exist/);
  });
});

describe("duplicate and archive", () => {
  it("C16 duplicates text and pass into a draft of one's own", async () => {
    const { campaignId, caller, organisation } = await finished();
    const copy = await caller.campaign.related.duplicate({ campaignId });
    expect(await caller.campaign.get(copy)).toMatchObject({
      status: "draft",
      version: 1,
      name: "Spring reopening (copy)",
      subject: "We open again",
      bodyMarkdown: "Hello {{first_name}}, we open again.",
      passId: organisation.passId,
    });
    expect(await caller.campaign.related.list(copy)).toMatchObject({ parent: null });
    expect(await caller.audience.count({ ...copy, passId: organisation.passId })).toMatchObject({
      willReceive: 9,
    });
    const { rows } = await world.owner.query("select detail from audit where subject_id = $1", [
      copy.campaignId,
    ]);
    expect(rows).toEqual([{ detail: { duplicateOf: campaignId } }]);
  });

  it("C16 archives out of the list and back; what moves stays in sight", async () => {
    const { campaignId, caller, organisation } = await finished();
    const names = async (archived: boolean) => {
      const { campaigns, archivedCount } = await caller.campaign.list({ archived });
      return { ids: campaigns.map(({ id }) => id), archivedCount };
    };
    expect(await caller.campaign.related.archive({ campaignId, archived: true })).toEqual({
      outcome: "done",
    });
    expect(await caller.campaign.related.archive({ campaignId, archived: true })).toEqual({
      outcome: "done",
    });
    expect(await names(false)).toEqual({ ids: [], archivedCount: 1 });
    expect(await names(true)).toEqual({ ids: [campaignId], archivedCount: 1 });
    expect((await caller.campaign.list({})).statusCounts).toEqual({});
    await caller.campaign.related.archive({ campaignId, archived: false });
    expect(await names(false)).toEqual({ ids: [campaignId], archivedCount: 0 });
    const { rows } = await world.owner.query(
      "select action from audit where subject_id = $1 and action like 'campaign.%archived' order by id",
      [campaignId],
    );
    expect(rows).toEqual([{ action: "campaign.archived" }, { action: "campaign.unarchived" }]);

    const draft = await world.draft(organisation);
    await caller.campaign.related.archive({ campaignId: draft, archived: true });
    await world.confirm(organisation, draft, 9);
    expect((await names(false)).ids).toContain(draft);
    expect(await caller.campaign.related.archive({ campaignId: draft, archived: true })).toEqual({
      outcome: "moving",
    });
  });
});
