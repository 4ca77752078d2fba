import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

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

const unsent = "sent_at = null, provider_message_id = null, attempt_id = null";

/** A finished campaign of five that failed to reach the first three. */
async function finished() {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 5);
  await world.owner.query(`update recipient set ${unsent}, failed_at = now() where id = any($1::uuid[])`, [
    recipientIds.slice(0, 3),
  ]);
  await finish(campaignId);
  const caller = await web.as(organisation);
  const resend = async (parentId: string) => {
    const resent = await caller.campaign.related.resend({ campaignId: parentId });
    if (resent.outcome !== "draft") throw new Error(resent.outcome);
    await caller.campaign.chooseCopy({ campaignId: resent.campaignId, copyTo: "nobody" });
    return resent.campaignId;
  };
  return { organisation, campaignId, caller, resend };
}

const finish = (campaignId: string) =>
  world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [campaignId]);

/** A second open resend, as an older version could leave it: from now on the button opens the first one's draft. */
async function sibling(of: string): Promise<string> {
  const { rows } = await world.owner.query(
    `with broadcast as (insert into broadcast (organisation_id, kind) select organisation_id, 'campaign' from campaign where id = $1 returning id)
     insert into campaign (organisation_id, id, name, pass_id, subject, body_markdown, author_id, parent_id, copy_to)
     select organisation_id, broadcast.id, name || ' II', pass_id, subject, body_markdown, author_id, parent_id, copy_to from campaign, broadcast where campaign.id = $1 returning id`,
    [of],
  );
  return rows[0].id;
}

async function snapshot(organisation: TestOrganisation, campaignId: string, count: number): Promise<void> {
  await world.confirm(organisation, campaignId, count, 1);
  await world.hurry(campaignId);
  const ctx = createTestWorkerContext(world, organisation);
  await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
  await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
}

const claim = (organisation: TestOrganisation, campaignId: string) =>
  sendSlice({
    ctx: createTestWorkerContext(world, organisation),
    input: { broadcastId: campaignId, slice: 0, callMs: 10_000 },
  });

async function skipped(campaignId: string): Promise<number[]> {
  const { rows } = await world.owner.query(
    "select skip_reasons from recipient where broadcast_id = $1 and status = 'skipped'",
    [campaignId],
  );
  return rows.map(({ skip_reasons }) => skip_reasons);
}

/** Most mails that the provider accepted for one person, previews and the parent's own aside. */
const accepted = async ({ token }: TestOrganisation) => (await world.ledger(token)).accepted;

describe("C16 a campaign and its resends reach a person once", () => {
  it("C16 an archived draft counts: resending opens it again instead of a second one", async () => {
    const { campaignId, caller, resend } = await finished();
    const first = await resend(campaignId);
    await caller.campaign.related.archive({ campaignId: first, archived: true });
    expect(await caller.campaign.related.resend({ campaignId })).toEqual({
      outcome: "draft",
      campaignId: first,
      existing: true,
    });
    expect(await caller.campaign.related.list({ campaignId: first })).toMatchObject({ archived: false });
    expect(await caller.campaign.related.list({ campaignId })).toMatchObject({
      children: [{ id: first }],
    });
  });

  it("C16 pressed in two tabs, by two admins, and while one is scheduled, there is one", async () => {
    const { organisation, campaignId, resend } = await finished();
    const admins = await Promise.all([web.as(organisation, "admin"), web.as(organisation, "owner")]);
    const pressed = [...admins, ...admins].map((admin) => admin.campaign.related.resend({ campaignId }));
    const ids = (await Promise.all(pressed)).map((one) => (one.outcome === "draft" ? one.campaignId : ""));
    expect(new Set(ids).size).toBe(1);
    await world.confirm(organisation, ids[0] ?? "", 3, 1);
    expect(await resend(campaignId)).toBe(ids[0]);
  });

  it("C16 two resends whose audiences were taken before either sent: the claim skips whom the other reached", async () => {
    const { organisation, campaignId, resend } = await finished();
    const before = await accepted(organisation);
    const first = await resend(campaignId);
    const second = await sibling(first);
    await snapshot(organisation, first, 3);
    await snapshot(organisation, second, 3);
    await claim(organisation, first);
    await claim(organisation, second);
    expect(await world.statuses(first)).toEqual({ sent: 3 });
    expect(await world.statuses(second)).toEqual({ skipped: 3 });
    expect(await skipped(second)).toEqual([262_144, 262_144, 262_144]);
    expect(await accepted(organisation)).toBe(before + 3);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C16 claimed at the same moment by several workers, each person is in one of them", async () => {
    const { organisation, campaignId, resend } = await finished();
    const before = await accepted(organisation);
    const first = await resend(campaignId);
    const others = [await sibling(first), await sibling(first)];
    for (const id of [first, ...others]) await snapshot(organisation, id, 3);
    await Promise.all([first, ...others].flatMap((id) => [claim(organisation, id), claim(organisation, id)]));
    expect(await accepted(organisation)).toBe(before + 3);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C16 a resend of a resend and its uncle ask each other too", async () => {
    const { organisation, campaignId, resend } = await finished();
    const child = await resend(campaignId);
    const uncle = await sibling(child);
    await snapshot(organisation, child, 3);
    await claim(organisation, child);
    await world.owner.query(`update recipient set ${unsent}, failed_at = now() where broadcast_id = $1`, [
      child,
    ]);
    await finish(child);
    const grandchild = await resend(child);
    await snapshot(organisation, grandchild, 3);
    await snapshot(organisation, uncle, 3);
    await claim(organisation, grandchild);
    await claim(organisation, uncle);
    expect(await world.statuses(grandchild)).toEqual({ sent: 3 });
    expect(await world.statuses(uncle)).toEqual({ skipped: 3 });
  });

  it("C16 whose mail of the first campaign turns out to have arrived is skipped by the resend", async () => {
    const { organisation, campaignId, resend } = await finished();
    const child = await resend(campaignId);
    await snapshot(organisation, child, 3);
    await world.owner.query(
      `update recipient set failed_at = null, sent_at = now(), delivered_at = now()
       where id = (select id from recipient where broadcast_id = $1 and status = 'failed' order by id limit 1)`,
      [campaignId],
    );
    await claim(organisation, child);
    expect(await world.statuses(child)).toEqual({ sent: 2, skipped: 1 });
    expect(await skipped(child)).toEqual([262_144]);
  });
});

describe("C7 what an admin has confirmed", () => {
  it("C7 a senior changes nothing of a scheduled campaign: text, lists, copy, time; an admin may", async () => {
    const { organisation } = await createSentCampaign(world, 4);
    const campaignId = await world.draft(organisation);
    const senior = await web.as(organisation, "senior");
    const admin = await web.as(organisation, "admin");
    const entry = { campaignId, list: "exclude", text: "person1@inbox.example" } as const;
    const put = await senior.campaign.entries.enter(entry);
    expect(put).toMatchObject({ outcome: "entered" });
    await world.confirm(organisation, campaignId, 3);
    const forbidden = { code: "FORBIDDEN" };
    const { entries } = await admin.campaign.entries.list({ campaignId, list: "exclude" });
    const [entryId = ""] = entries.map(({ id }) => id);
    await expect(senior.campaign.entries.enter(entry)).rejects.toMatchObject(forbidden);
    await expect(
      senior.campaign.entries.correct({ campaignId, entryId, text: "person2@inbox.example" }),
    ).rejects.toMatchObject(forbidden);
    await expect(
      senior.campaign.entries.remove({ campaignId, list: "exclude", which: { kind: "one", entryId } }),
    ).rejects.toMatchObject(forbidden);
    await expect(
      senior.campaign.entries.undo({ campaignId, list: "exclude", changeId: entryId }),
    ).rejects.toMatchObject(forbidden);
    await expect(senior.campaign.chooseCopy({ campaignId, copyTo: "sender" })).rejects.toMatchObject(
      forbidden,
    );
    const edit = { campaignId, version: 2, changes: { subject: "Another one" } };
    expect(await senior.campaign.edit(edit)).toMatchObject({ outcome: "not_draft" });
    expect(await senior.campaign.related.archive({ campaignId, archived: true })).toEqual({
      outcome: "moving",
    });
    expect(await admin.campaign.chooseCopy({ campaignId, copyTo: "organisation" })).toEqual({
      outcome: "chosen",
    });
    const more = { ...entry, text: "person2@inbox.example" };
    expect(await admin.campaign.entries.enter(more)).toMatchObject({ outcome: "entered" });
  });
});
