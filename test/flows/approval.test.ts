import { randomUUID } from "node:crypto";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { approvalReads, PEOPLE, startApproval } from "../support/approval-run.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
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

const people = PEOPLE;
const start = (settings: { approvalOver?: number | null } = {}) => startApproval(world, web, settings);
const { statusOf, staffId, mailsOf, deedsOf } = approvalReads(world);

describe("C7 a second person approves", () => {
  it("C7 O2 asks nobody where nobody is to be asked, or not for so few", async () => {
    for (const approvalOver of [null, people]) {
      const { owner, send } = await start({ approvalOver });
      expect(await owner.campaign.sending.send(send)).toMatchObject({ outcome: "scheduled" });
    }
  });

  it("C7 waits as a draft, mails whoever may approve, and goes out as the asker's once another has approved", async () => {
    const { organisation, owner, admin, campaignId, send, requestOf, requestId } = await start();
    expect(await owner.campaign.sending.send(send)).toEqual({
      outcome: "approval_asked",
      people,
      approvers: 1,
    });
    expect(await statusOf(campaignId)).toMatchObject({ status: "draft" });
    expect(await requestOf()).toMatchObject({ state: "waiting", people, mine: true, mayDecide: false });
    expect((await admin.campaign.approval.get({ campaignId })).request).toMatchObject({
      mine: false,
      mayDecide: true,
    });
    // Pressed twice it is one question, and one mail each.
    expect(await owner.campaign.sending.send(send)).toMatchObject({ outcome: "approval_asked" });
    const [mail, ...more] = await mailsOf(campaignId);
    expect(more).toEqual([]);
    expect(mail.subject).toBe("“Spring reopening” waits for your approval");
    expect(mail.text).toContain(`/campaigns/${campaignId}`);
    expect(await admin.campaign.approval.approve({ requestId: await requestId() })).toMatchObject({
      outcome: "scheduled",
    });
    expect(await statusOf(campaignId)).toEqual({
      ...{ status: "scheduled", confirmed_count: people },
      sent_by: await staffId(organisation, "owner"),
    });
    expect((await mailsOf(campaignId)).map(({ subject }) => subject)).toEqual([
      "“Spring reopening” waits for your approval",
      "“Spring reopening” is approved",
    ]);
    expect(await deedsOf(campaignId)).toEqual(["campaign.approval_asked", "campaign.send_approved"]);
    expect(await checkInvariants({ ctx: organisation.ctx })).toEqual([]);
  });

  it("C7 nobody approves their own, nor does a senior; whoever asked may take it back", async () => {
    const { organisation, owner, admin, campaignId, send, requestId } = await start();
    await owner.campaign.sending.send(send);
    const id = { requestId: await requestId() };
    expect(await owner.campaign.approval.approve(id)).toEqual({ outcome: "own_request" });
    expect(await owner.campaign.approval.decline({ ...id, note: "no" })).toEqual({ outcome: "own_request" });
    const senior = await web.as(organisation, "senior");
    await expect(senior.campaign.approval.approve(id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await admin.campaign.approval.withdraw(id)).toEqual({ outcome: "not_yours" });
    expect(await owner.campaign.approval.withdraw(id)).toEqual({ outcome: "withdrawn" });
    expect(await admin.campaign.approval.approve(id)).toMatchObject({
      outcome: "settled",
      state: "withdrawn",
    });
    expect(await statusOf(campaignId)).toMatchObject({ status: "draft" });
    // Even the database refuses what no verb does.
    await expect(
      world.owner.query("update send_request set state = 'approved', decided_by = asked_by where id = $1", [
        id.requestId,
      ]),
    ).rejects.toThrow(/check constraint/);
  });

  it("C7 is declined with a note, which whoever asked has by mail", async () => {
    const { owner, admin, campaignId, send, requestOf, requestId } = await start();
    await owner.campaign.sending.send(send);
    const id = { requestId: await requestId() };
    await expect(admin.campaign.approval.decline({ ...id, note: "  " })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(await admin.campaign.approval.decline({ ...id, note: "Wrong year in the text" })).toEqual({
      outcome: "declined",
    });
    expect(await requestOf()).toMatchObject({ state: "declined", note: "Wrong year in the text" });
    const [, mail] = await mailsOf(campaignId);
    expect(mail.text).toContain("Wrong year in the text");
    expect(await admin.campaign.approval.approve(id)).toMatchObject({
      outcome: "settled",
      state: "declined",
    });
    // Asked again it is a new question.
    expect(await owner.campaign.sending.send(send)).toMatchObject({ outcome: "approval_asked" });
    expect(await requestOf()).toMatchObject({ state: "waiting", note: null });
  });

  it("C7 another text is another question: an edit voids it, whoever edits, by whatever door", async () => {
    const { organisation, owner, admin, campaignId, send, requestOf, requestId } = await start();
    await owner.campaign.sending.send(send);
    const id = { requestId: await requestId() };
    const senior = await web.as(organisation, "senior");
    await senior.campaign.edit({ campaignId, version: 2, changes: { subject: "Other" } });
    expect(await requestOf()).toMatchObject({ state: "void", voidReason: "edited" });
    expect(await admin.campaign.approval.approve(id)).toMatchObject({ outcome: "settled", state: "void" });
    expect(await owner.campaign.sending.send({ ...send, version: 3 })).toMatchObject({
      outcome: "approval_asked",
    });
  });

  it("C7 other people than were asked for are asked anew: whoever approves confirms those of now", async () => {
    const { organisation, owner, admin, campaignId, send, requestId } = await start();
    await owner.campaign.sending.send(send);
    await owner.campaign.entries.enter({ campaignId, list: "exclude", text: "person1@inbox.example" });
    const first = await requestId();
    const changed = await admin.campaign.approval.approve({ requestId: first });
    expect(changed).toMatchObject({ outcome: "audience_changed", asked: people, now: people - 1 });
    expect(await statusOf(campaignId)).toMatchObject({ status: "draft" });
    expect(await admin.campaign.approval.approve({ requestId: first })).toMatchObject({
      outcome: "settled",
      state: "void",
    });
    expect(await admin.campaign.approval.approve({ requestId: await requestId() })).toMatchObject({
      outcome: "scheduled",
    });
    expect(await statusOf(campaignId)).toMatchObject({
      ...{ confirmed_count: people - 1, sent_by: await staffId(organisation, "owner") },
    });
    expect(await deedsOf(campaignId)).toContain("campaign.approval_renewed");
  });

  it("C7 two approve at once: one does; and an edit at the same moment either comes before it or not at all", async () => {
    const { organisation, owner, admin, campaignId, send, requestId } = await start();
    await owner.campaign.sending.send(send);
    const id = { requestId: await requestId() };
    const both = await Promise.all([
      admin.campaign.approval.approve(id),
      admin.campaign.approval.approve(id),
    ]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual([
      "scheduled",
      expect.stringMatching(/settled|already_sending/),
    ]);
    expect((await deedsOf(campaignId)).filter((deed) => deed === "campaign.send_approved")).toHaveLength(1);
    for (let round = 0; round < 4; round++) {
      const another = await world.draft(organisation);
      await owner.campaign.sending.send({ ...send, campaignId: another });
      const request = (await owner.campaign.approval.get({ campaignId: another })).request;
      const [approved, edited] = await Promise.all([
        admin.campaign.approval.approve({ requestId: request?.id ?? "" }),
        owner.campaign.edit({ campaignId: another, version: 2, changes: { subject: "Swapped" } }),
      ]);
      const { status } = await statusOf(another);
      if (approved.outcome === "scheduled") {
        expect([status, edited.outcome]).toEqual(["scheduled", "not_draft"]);
        const { rows } = await world.owner.query("select subject from campaign where id = $1", [another]);
        expect(rows[0].subject).toBe("We open again");
      } else expect([status, edited.outcome]).toEqual(["draft", "saved"]);
    }
  });

  it("C7 whoever asked has left, or may not send any more: nothing goes out in their name", async () => {
    for (const change of ["role = 'senior'", "ended_at = now()"]) {
      const { organisation, owner, admin, campaignId, send, requestOf } = await start();
      await admin.campaign.sending.send(send);
      const asked = await requestOf();
      await world.owner.query(`update staff_member set ${change} where id = $1`, [
        await staffId(organisation, "admin"),
      ]);
      expect(await owner.campaign.approval.approve({ requestId: asked?.id ?? "" })).toEqual({
        outcome: "asker_left",
      });
      expect(await requestOf()).toMatchObject({ state: "void", voidReason: "asker_left" });
      expect(await statusOf(campaignId)).toMatchObject({ status: "draft" });
    }
  });

  it("C7 a colleague who sends what somebody asked for already is told so; there is one question", async () => {
    const { owner, admin, send } = await start();
    await owner.campaign.sending.send(send);
    expect(await admin.campaign.sending.send(send)).toMatchObject({ outcome: "colleague_asked" });
  });

  it("C7 with nobody to approve it is said, and the setting is refused", async () => {
    const organisation = await world.organisation(people);
    const owner = await web.as(organisation);
    const values = { approvalOver: 5 };
    const edit = { section: "approval" as const, values, seen: { approvalOver: null } };
    await expect(owner.settings.edit(edit)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await web.as(organisation, "admin");
    expect(await owner.settings.edit(edit)).toMatchObject({
      outcome: "saved",
      settings: { approvalOver: 5 },
    });
    await world.owner.query(
      "update staff_member set ended_at = now() where organisation_id = $1 and role = 'admin'",
      [organisation.ctx.organisationId],
    );
    const campaignId = await world.draft(organisation);
    expect(await owner.campaign.sending.send({ campaignId, version: 2, confirmedCount: people })).toEqual({
      outcome: "nobody_to_approve",
    });
  });
});

describe("C7 an approval of a send at a time", () => {
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const at = { date: soon, time: "09:00" };

  it("C7 is scheduled for its time once approved", async () => {
    const { owner, admin, send, requestId } = await start();
    expect(await owner.campaign.sending.schedule({ ...send, ...at })).toMatchObject({
      outcome: "approval_asked",
    });
    const approved = await admin.campaign.approval.approve({ requestId: await requestId() });
    expect(approved.outcome === "scheduled" && approved.sendAt.toISOString().slice(0, 10)).toBe(soon);
  });

  it("C7 its time came first: nothing is sent late, whoever asked is told, and an approval says so", async () => {
    const { organisation, owner, admin, campaignId, send, requestOf, requestId } = await start();
    await owner.campaign.sending.schedule({ ...send, ...at });
    const worker = createTestWorkerContext(world, organisation);
    const step = () => nextStep({ ctx: worker, input: { broadcastId: campaignId, timings: quickTimings } });
    expect(await step()).toMatchObject({ do: "wait", why: "Wait for an approval" });
    await world.owner.query(
      "update send_request set send_at = now() - interval '1 second' where campaign_id = $1",
      [campaignId],
    );
    const id = { requestId: await requestId() };
    expect(await admin.campaign.approval.approve(id)).toEqual({ outcome: "time_passed" });
    expect(await requestOf()).toMatchObject({ state: "void", voidReason: "time_passed" });
    await owner.campaign.sending.schedule({ ...send, ...at });
    await world.owner.query(
      "update send_request set send_at = now() - interval '1 second' where campaign_id = $1 and state = 'waiting'",
      [campaignId],
    );
    expect(await step()).toMatchObject({ do: "end" });
    expect(await step()).toMatchObject({ do: "end" });
    expect((await mailsOf(campaignId)).filter(({ subject }) => subject.includes("in time"))).toHaveLength(1);
    expect(await statusOf(campaignId)).toMatchObject({ status: "draft" });
  });

  it("C7 one that grew past what may be sent alone is not resumed by one person", async () => {
    const { owner, admin, campaignId, send, requestId } = await start();
    await owner.campaign.sending.send(send);
    await admin.campaign.approval.approve({ requestId: await requestId() });
    await world.owner.query(
      "update broadcast set status = 'paused', pause_reason = 'grown', due_count = $2 where id = $1",
      [campaignId, 90],
    );
    expect(await owner.campaign.sending.resume({ campaignId })).toEqual({ outcome: "needs_approval" });
    expect(
      await owner.campaign.sending.reschedule({ campaignId, seenSendAt: null, ...at, confirmedCount: 90 }),
    ).toEqual({
      outcome: "needs_approval",
    });
    expect(await owner.campaign.sending.undo({ campaignId })).toEqual({ outcome: "undone" });
    expect(await owner.campaign.sending.send(send)).toMatchObject({ outcome: "approval_asked" });
  });
});

describe("C7 another organisation's question", () => {
  it("C7 is not there, whatever one calls", async () => {
    const { owner, send, requestOf } = await start();
    await owner.campaign.sending.send(send);
    const id = { requestId: (await requestOf())?.id ?? "" };
    const stranger = await web.as(await world.organisation(1));
    const notFound = { code: "NOT_FOUND" };
    await expect(stranger.campaign.approval.approve(id)).rejects.toMatchObject(notFound);
    await expect(stranger.campaign.approval.decline({ ...id, note: "x" })).rejects.toMatchObject(notFound);
    await expect(stranger.campaign.approval.withdraw(id)).rejects.toMatchObject(notFound);
    await expect(stranger.campaign.approval.get({ campaignId: send.campaignId })).rejects.toMatchObject(
      notFound,
    );
    await expect(stranger.campaign.approval.approve({ requestId: randomUUID() })).rejects.toMatchObject(
      notFound,
    );
    expect(await requestOf()).toMatchObject({ state: "waiting" });
  });
});
