import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(30);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A draft written through the procedures. */
async function write(changes: { bodyMarkdown?: string; subject?: string; passId?: string | null } = {}) {
  const caller = await web.as(organisation);
  const { campaignId } = await caller.campaign.create({ name: "Spring reopening" });
  const content = {
    passId: organisation.passId,
    subject: "We open again",
    bodyMarkdown: "Hello {{first_name}}.",
  };
  const saved = await caller.campaign.edit({ campaignId, version: 1, changes: { ...content, ...changes } });
  expect(saved).toMatchObject({ outcome: "saved", version: 2 });
  return { caller, campaignId, send: { campaignId, version: 2, confirmedCount: 30 } };
}

describe("a campaign through the procedures", () => {
  it("C5 C7 C9 C10 C15 is written, reviewed, sent, and has one outcome for each person", async () => {
    const { caller, campaignId, send } = await write();
    const reviewed = await caller.audience.count({
      campaignId,
      passId: organisation.passId,
    });
    expect(reviewed).toMatchObject({ willReceive: 30, willNot: 0 });
    expect(await caller.campaign.sending.send(send)).toMatchObject({ outcome: "scheduled" });
    world.startWorker();
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    const progress = await caller.campaign.progress({ campaignId });
    expect(progress).toMatchObject({
      status: "sent",
      audience: 30,
      confirmedCount: 30,
      buckets: { sent: 30, waiting: 0 },
    });
    const page = await caller.campaign.recipients({ campaignId, pageSize: 200 });
    expect(page.recipients).toHaveLength(30);
    expect(new Set(page.recipients.map(({ status }) => status))).toEqual(new Set(["sent"]));
    expect(await caller.campaign.list({})).toMatchObject({ campaigns: [{ id: campaignId, status: "sent" }] });
  });

  it("C7 a double click and a second tab send once", async () => {
    const { caller, campaignId, send } = await write();
    const tabs = [caller, await web.as(organisation, "admin"), caller, caller];
    const outcomes = (await Promise.all(tabs.map((tab) => tab.campaign.sending.send(send)))).map(
      ({ outcome }) => outcome,
    );
    expect(outcomes.toSorted()).toEqual([
      "already_sending",
      "already_sending",
      "already_sending",
      "scheduled",
    ]);
    expect(await caller.campaign.sending.send(send)).toEqual({ outcome: "already_sending" });
    const { rows } = await world.owner.query(
      "select count(*)::int as n from audit where subject_id = $1 and action = 'campaign.send_confirmed'",
      [campaignId],
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect(await caller.campaign.sending.undo({ campaignId })).toEqual({ outcome: "undone" });
  });

  it("C7 says that the audience changed since the review", async () => {
    const { caller, campaignId, send } = await write();
    expect(await caller.campaign.sending.send({ ...send, confirmedCount: 24 })).toEqual({
      outcome: "audience_changed",
      confirmed: 24,
      now: 30,
    });
    expect(await caller.campaign.get({ campaignId })).toMatchObject({ status: "draft" });
  });

  it("C5 a stale tab neither overwrites nor sends a newer text", async () => {
    const { caller, campaignId, send } = await write();
    const changes = { subject: "Newer" };
    await caller.campaign.edit({ campaignId, version: 2, changes });
    expect(
      await caller.campaign.edit({ campaignId, version: 2, changes: { subject: "Stale" } }),
    ).toMatchObject({
      outcome: "conflict",
      newer: { subject: "Newer", version: 3 },
    });
    expect(await caller.campaign.sending.send(send)).toEqual({ outcome: "newer_version", version: 3 });
  });

  it("C2 nobody to send to", async () => {
    const { rows } = await world.owner.query(
      "insert into pass (organisation_id, name) values ($1, 'Nobody has it') returning id",
      [organisation.ctx.organisationId],
    );
    const { caller, campaignId, send } = await write({ passId: rows[0].id });
    expect(await caller.campaign.sending.send({ ...send, confirmedCount: 1 })).toEqual({
      outcome: "nobody_to_send_to",
    });
    const without = await write({ passId: null });
    expect(await caller.campaign.sending.send(without.send)).toEqual({ outcome: "nobody_to_send_to" });
    expect(await caller.campaign.get({ campaignId })).toMatchObject({ status: "draft" });
  });

  it("C5 an unknown field is saved, named, and blocks sending", async () => {
    const { caller, send } = await write({ bodyMarkdown: "Hello {{frist_name}}" });
    expect(await caller.campaign.sending.send(send)).toMatchObject({
      outcome: "problems",
      problems: [{ code: "unknown_field", severity: "blocking", suggestion: "{{first_name}}" }],
    });
  });

  it("C17 a missing postal address blocks sending, and so does a stop switch", async () => {
    const { caller, send } = await write();
    const id = [organisation.ctx.organisationId];
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", id);
    expect(await caller.campaign.sending.send(send)).toEqual({ outcome: "sending_stopped" });
    await world.owner.query(
      "update organisation set sending_stopped_at = null, postal_address = ' ' where id = $1",
      id,
    );
    expect(await caller.campaign.sending.send(send)).toMatchObject({
      outcome: "problems",
      problems: [{ code: "postal_address_missing" }],
    });
  });
});
