import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  world.startWorker();
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** An organisation in Berlin with a draft that can be sent. */
async function start(customers: number) {
  const organisation = await world.organisation(customers);
  const { organisationId } = organisation.ctx;
  await world.owner.query("update organisation set zone = 'Europe/Berlin' where id = $1", [organisationId]);
  const campaignId = await world.draft(organisation);
  const caller = await web.as(organisation);
  const send = { campaignId, version: 2, confirmedCount: customers };
  return { organisation, campaignId, sending: caller.campaign.sending, caller, send };
}

/** A day of next year, so that it is always ahead. */
const nextYear = new Date().getUTCFullYear() + 1;
/** The last Sunday of a month of next year: when Europe's clocks change. */
function lastSunday(month: number): string {
  const last = new Date(Date.UTC(nextYear, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

/** Makes `n` people lose their eligibility by taking their consent away, or gives it back. */
async function setSubscribed({ ctx }: TestOrganisation, n: number, subscribed: boolean): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
        select organisation_id, id, 'campaign', ${subscribed}, 'link' from customer where organisation_id = ${ctx.organisationId}
        order by number limit ${n}
        on conflict (organisation_id, customer_id, channel) do update set subscribed = excluded.subscribed`.execute(
      em.getKysely(),
    ),
  );
}

describe("a campaign at a time", () => {
  it("C7 is scheduled in the organisation's zone, changed, taken back, scheduled again", async () => {
    const { caller, campaignId, sending, send } = await start(20);
    const at = { date: `${nextYear}-01-15`, time: "09:00" };
    expect(await sending.time(at)).toMatchObject({ kind: "clear", zone: "Europe/Berlin" });
    expect(await sending.schedule({ ...send, ...at })).toEqual({
      outcome: "scheduled",
      sendAt: new Date(`${nextYear}-01-15T08:00:00Z`),
    });
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({
      status: "scheduled",
      planned: true,
      confirmedCount: 20,
    });
    expect(
      await sending.reschedule({
        ...{ campaignId, date: `${nextYear}-01-16`, time: "18:30" },
        seenSendAt: `${nextYear}-01-15T08:00:00Z`,
      }),
    ).toEqual({ outcome: "scheduled", sendAt: new Date(`${nextYear}-01-16T17:30:00Z`) });
    // Somebody who has the time before on the screen is told of the new one.
    expect(
      await sending.reschedule({
        ...{ campaignId, date: `${nextYear}-01-17`, time: "10:00" },
        seenSendAt: `${nextYear}-01-15T08:00:00Z`,
      }),
    ).toEqual({ outcome: "time_changed", sendAt: new Date(`${nextYear}-01-16T17:30:00Z`) });
    expect(await sending.undo({ campaignId })).toEqual({ outcome: "undone" });
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({ status: "draft", planned: false });
    expect(await sending.schedule({ ...send, ...at })).toMatchObject({ outcome: "scheduled" });
    await sending.undo({ campaignId });
  });

  it("C7 refuses the past, and says aloud that an hour is missing or comes twice", async () => {
    const { campaignId, sending, send } = await start(5);
    const past = { date: "2020-01-01", time: "09:00" };
    expect(await sending.schedule({ ...send, ...past })).toEqual({
      outcome: "time_unclear",
      time: { kind: "past", zone: "Europe/Berlin" },
    });
    const gap = { date: lastSunday(3), time: "02:30" };
    expect(await sending.schedule({ ...send, ...gap })).toMatchObject({
      outcome: "time_unclear",
      time: { kind: "gap", used: "03:30" },
    });
    expect(await sending.schedule({ ...send, ...gap, choice: "later" })).toEqual({
      outcome: "scheduled",
      sendAt: new Date(`${gap.date}T01:30:00Z`),
    });
    const seenSendAt = `${gap.date}T01:30:00Z`;
    const twice = { date: lastSunday(10), time: "02:30", seenSendAt };
    expect(await sending.reschedule({ campaignId, ...twice })).toMatchObject({
      outcome: "time_unclear",
      time: { kind: "overlap", first: { offset: "+02:00" }, second: { offset: "+01:00" } },
    });
    expect(await sending.reschedule({ campaignId, ...twice, choice: "second" })).toEqual({
      outcome: "scheduled",
      sendAt: new Date(`${twice.date}T01:30:00Z`),
    });
    await expect(
      sending.reschedule({ campaignId, seenSendAt, date: "2027-02-31", time: "10:00" }),
    ).rejects.toThrow();
    await sending.undo({ campaignId });
  });

  it("C7 goes to the audience of its time: confirmed 20, sent 18; a moved time wakes the workflow", async () => {
    const { organisation, caller, campaignId, sending, send } = await start(20);
    await sending.schedule({ ...send, date: `${nextYear}-01-15`, time: "09:00" });
    await setSubscribed(organisation, 2, false);
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({
      confirmedCount: 20,
      dueCount: 18,
      buckets: { sent: 18, skipped: 2 },
    });
    expect(
      await sending.reschedule({ campaignId, seenSendAt: null, date: `${nextYear}-02-01`, time: "09:00" }),
    ).toEqual({
      outcome: "too_late",
    });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 18, duplicates: 0 });
  });

  it("C7 pauses when the audience has grown by more than 20 % and 50 people; resuming confirms the new number", async () => {
    const { organisation, caller, campaignId, sending, send } = await start(300);
    await setSubscribed(organisation, 60, false);
    await sending.schedule({ ...send, confirmedCount: 240, date: `${nextYear}-01-15`, time: "09:00" });
    await setSubscribed(organisation, 60, true);
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "paused");
    const paused = await caller.campaign.progress({ campaignId });
    expect(paused).toMatchObject({ confirmedCount: 240, dueCount: 300, sendingBeganAt: null, audience: 0 });
    expect(paused.pauseReason).toMatch(/240 were confirmed, now it would go to 300/);
    expect((await world.ledger(organisation.token)).accepted).toBe(0);
    const { rows } = await world.owner.query(
      "select actor_kind, detail from audit where subject_id = $1 and action = 'campaign.paused'",
      [campaignId],
    );
    expect(rows).toMatchObject([{ actor_kind: "system", detail: { cause: "audience_grew", now: 300 } }]);
    expect(await sending.resume({ campaignId })).toEqual({ outcome: "resumed" });
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({
      confirmedCount: 300,
      dueCount: 300,
    });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C7 a grown campaign gets another time only with the number it has grown to; the guard then starts from that", async () => {
    const { organisation, caller, campaignId, sending, send } = await start(300);
    await setSubscribed(organisation, 60, false);
    await sending.schedule({ ...send, confirmedCount: 240, date: `${nextYear}-01-15`, time: "09:00" });
    await setSubscribed(organisation, 60, true);
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "paused");
    const { sendAt } = await caller.campaign.progress({ campaignId });
    const seenSendAt = sendAt?.toISOString() ?? null;
    const later = { campaignId, seenSendAt, date: `${nextYear}-02-01`, time: "09:00" };
    const asked = { outcome: "audience_changed", confirmed: 240, now: 300 };
    expect(await sending.reschedule(later)).toEqual(asked);
    expect(await sending.reschedule({ ...later, confirmedCount: 240 })).toEqual(asked);
    expect(await sending.reschedule({ ...later, confirmedCount: 300 })).toMatchObject({
      outcome: "scheduled",
    });
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({
      status: "scheduled",
      confirmedCount: 300,
      dueCount: null,
      pauseReason: null,
    });
    await sending.undo({ campaignId });
  });

  it("C7 scheduling with a review says who joined and who left, asks again, and takes the second answer", async () => {
    const { organisation, campaignId, sending, send } = await start(20);
    const at = { date: `${nextYear}-01-15`, time: "09:00" };
    await setSubscribed(organisation, 2, false);
    const review = await sending.review({ campaignId });
    expect(review.willReceive).toBe(18);
    // One comes back, another one goes: the same number, other people.
    await setSubscribed(organisation, 1, true);
    await world.owner.query(
      `insert into preference (organisation_id, customer_id, channel, subscribed, source)
       select organisation_id, id, 'campaign', false, 'link' from customer where organisation_id = $1 order by number desc limit 1`,
      [organisation.ctx.organisationId],
    );
    const answer = await sending.schedule({ ...send, ...at, confirmedCount: 18, reviewId: review.reviewId });
    if (answer.outcome !== "audience_changed") throw new Error(answer.outcome);
    expect(answer).toMatchObject({
      confirmed: 18,
      now: 18,
      changes: { joined: { people: 1, names: [expect.any(String)] }, left: { people: 1 } },
    });
    expect(
      await sending.schedule({ ...send, ...at, confirmedCount: 18, reviewId: answer.reviewId }),
    ).toMatchObject({ outcome: "scheduled" });
    await sending.undo({ campaignId });
  });

  it("C7 grows by 20 % or by 50 people, not both: it goes", async () => {
    const { organisation, campaignId, sending, send } = await start(60);
    await setSubscribed(organisation, 30, false);
    await sending.schedule({ ...send, confirmedCount: 30, date: `${nextYear}-01-15`, time: "09:00" });
    await setSubscribed(organisation, 30, true);
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    expect((await world.ledger(organisation.token)).accepted).toBe(60);
  });

  it("C7 C17 may be scheduled while sending is stopped, does not begin, and begins when the switch is lifted", async () => {
    const { organisation, campaignId, sending, send } = await start(10);
    const id = [organisation.ctx.organisationId];
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", id);
    expect(await sending.schedule({ ...send, date: `${nextYear}-01-15`, time: "09:00" })).toMatchObject({
      outcome: "scheduled",
    });
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await waitUntil("the workflow to have looked", async () => {
      const { rows } = await world.owner.query(
        "select observed_revision = revision as seen from broadcast where id = $1",
        [campaignId],
      );
      return rows[0].seen;
    });
    expect(await world.statuses(campaignId)).toEqual({});
    await world.owner.query("update organisation set sending_stopped_at = null where id = $1", id);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
  });

  it("C7 seniors may not schedule", async () => {
    const { organisation, send } = await start(1);
    const senior = await web.as(organisation, "senior");
    await expect(
      senior.campaign.sending.schedule({ ...send, date: `${nextYear}-01-15`, time: "09:00" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
