import { cancelAlert, resumeAlert } from "@packpost/core/alert/move-alert";
import { sendAlert } from "@packpost/core/alert/send-alert";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { alertRun } from "../support/alert-run.ts";
import { openAlerts, tomorrow } from "../support/open-alerts.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());
const { begun, goOn, held, overflows, report, set, settle } = alertRun(world);

describe("what the provider and the carriers answer", () => {
  it("T28 21610 opts out and skips; 21211 fails and is learnt; the others go on", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client({ phone: "+15005550004", name: "Stopped" });
    await alerts.client({ phone: "+15005550001", name: "Invalid" });
    await alerts.client({ name: "Good" });
    const alertId = await alerts.sendAndDrain();
    const people = await alerts.people(alertId);
    expect(
      people.map(({ name, status, reasons }) => [
        name.split(" ")[0],
        status === "delivered" ? "sent" : status,
        ...reasons,
      ]),
    ).toEqual([
      ["Stopped", "skipped", "opted_out"],
      ["Invalid", "failed"],
      ["Good", "sent"],
    ]);
    expect(await alerts.numberOf("+15005550004")).toMatchObject({ optedOut: true, by: "provider" });
    expect(await alerts.numberOf("+15005550001")).toMatchObject({ state: "invalid" });
    const next = await alerts.preview();
    expect(next).toMatchObject({
      ...{ people: 3, receiving: 1 },
      skipped: [
        { reason: "invalid_number", people: 1 },
        { reason: "opted_out", people: 1 },
        { reason: "text_unsubscribed", people: 1 },
      ],
    });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it.each([
    ["+15005553003", "30003"],
    ["+15005553004", "30004"],
    ["+15005553005", "30005"],
    ["+15005553006", "30006"],
    ["+15005553007", "30007"],
  ])(
    "A8 a carrier's refusal after the acceptance (%s) is not delivered, in plain words and with its code",
    async (phone, code) => {
      await using alerts = await openAlerts(world);
      await alerts.client({ phone });
      const alertId = await alerts.sendAndDrain();
      await waitUntil("the report", async () => (await alerts.view(alertId)).counts.undelivered === 1);
      await settle(alerts, alertId);
      const [person] = await alerts.people(alertId);
      expect(person?.providerMessage).toContain(`(Twilio ${code})`);
      expect(await alerts.view(alertId)).toMatchObject({ allSent: false, buckets: { failed: 1, sent: 0 } });
    },
  );

  it("T36 429 holds the stream, growing, and the same person comes next", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 2);
    await alerts.knobs({ next: [{ kind: "429", times: 2 }], retryAfterSeconds: 3 });
    await alerts.turn();
    expect((await held(alerts)).seconds).toBeGreaterThan(2);
    expect(await alerts.view(alertId)).toMatchObject({ waitsFor: { kind: "provider" } });
    await goOn(alerts);
    await alerts.turn();
    expect((await held(alerts)).failures).toBe(2);
    await goOn(alerts);
    await alerts.drain();
    expect((await held(alerts)).failures).toBe(0);
    const { rows } = await set(
      "select first_recipient_id as who from attempt where broadcast_id = $1 order by claimed_at, id",
      [alertId],
    );
    const [first, second, third, fourth] = rows.map(({ who }) => who);
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toBe(first);
    expect(await alerts.ledger()).toHaveLength(2);
  });

  it("T36 30001 in a report: it never left, so after a growing hold it has another turn in the same row, and goes once", async () => {
    await using alerts = await openAlerts(world);
    const { phone, threadId } = await alerts.client();
    const alertId = await begun(alerts, 0);
    await alerts.knobs({ outcomes: { [phone]: "overflow" } });
    const dropped = async (times: number) => {
      await alerts.turn();
      await waitUntil(`drop ${times}`, async () => (await overflows(alertId)) === times);
      return (await held(alerts)).seconds;
    };
    expect(await dropped(1)).toBeGreaterThan(50);
    expect(await alerts.view(alertId)).toMatchObject({
      ...{ status: "sending", counts: { waiting: 1, undelivered: 0 } },
      waitsFor: { kind: "provider", providerMessage: expect.stringContaining("30001") },
    });
    await goOn(alerts);
    expect(await dropped(2)).toBeGreaterThan(110);
    await alerts.knobs({ outcomes: { [phone]: "deliver" } });
    await goOn(alerts);
    await alerts.drain();
    await waitUntil("the delivery", async () => (await alerts.view(alertId)).counts.delivered === 1);
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({ status: "sent", allSent: true });
    expect((await alerts.entries(threadId)).map(({ kind }) => kind)).toEqual(["alert"]);
    expect((await held(alerts)).failures).toBe(0);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T36 30001 again and again: after four calls its failure stands, with its reason, for a person", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client({ phone: "+15005553001" });
    const alertId = await begun(alerts, 0);
    for (let call = 1; call <= 4; call++) {
      await goOn(alerts);
      await alerts.turn();
      await waitUntil(`drop ${call}`, async () => (await overflows(alertId)) === call);
    }
    expect((await alerts.view(alertId)).counts).toMatchObject({ undelivered: 1, waiting: 0 });
    await settle(alerts, alertId);
    const [person] = await alerts.people(alertId);
    expect(person?.providerMessage).toContain("(Twilio 30001)");
    expect(await alerts.ledger()).toHaveLength(4);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T36 T33 30001 of a text that somebody says has left, or of a cancelled alert: never sent again", async () => {
    await using alerts = await openAlerts(world);
    await alerts.knobs({ webhooks: "off" });
    const alertId = await begun(alerts, 2);
    await alerts.turn();
    await alerts.turn();
    const [one, other] = await alerts.people(alertId);
    if (one === undefined || other === undefined) throw new Error("nobody");
    await report(alerts, one.recipientId, { kind: "sent" });
    await report(alerts, one.recipientId, { kind: "failed", trouble: "pace", providerMessage: "Full" });
    await cancelAlert({ ctx: alerts.ctx, input: { alertId } });
    await report(alerts, other.recipientId, { kind: "failed", trouble: "pace", providerMessage: "Full" });
    expect((await alerts.view(alertId)).counts).toMatchObject({ undelivered: 2, waiting: 0 });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T36 T21 30001 of a call that was not answered, and one that turns out to have left after all", async () => {
    await using alerts = await openAlerts(world);
    await alerts.knobs({ webhooks: "off", next: [{ kind: "reset-after" }] });
    const alertId = await begun(alerts, 1);
    await alerts.turn();
    const [person] = await alerts.people(alertId);
    if (person === undefined) throw new Error("nobody");
    const sid = `SM${"a".repeat(32)}`;
    await report(
      alerts,
      person.recipientId,
      { kind: "failed", trouble: "pace", providerMessage: "Full" },
      sid,
    );
    expect((await alerts.view(alertId)).counts).toMatchObject({ undelivered: 1 });
    await settle(alerts, alertId);
    expect((await alerts.view(alertId)).counts).toMatchObject({ waiting: 1 });
    // Late, and against what was said before: evidence wins, and nobody sends it again.
    await report(alerts, person.recipientId, { kind: "delivered" }, sid);
    expect((await alerts.view(alertId)).counts).toMatchObject({ delivered: 1, waiting: 0 });
    await goOn(alerts);
    await alerts.drain();
    expect(await alerts.ledger()).toHaveLength(1);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T31 30034 pauses texting and every alert, with the reason; nobody is lost", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 2);
    await alerts.knobs({ next: [{ kind: "error", status: 400, errorCode: 30034, message: "unregistered" }] });
    await alerts.drain();
    const view = await alerts.view(alertId);
    expect(view).toMatchObject({ status: "paused", buckets: { waiting: 2 } });
    expect(view.pauseReason).toContain("30034");
    const body = "Another one";
    const input = {
      alertId: crypto.randomUUID(),
      range: tomorrow,
      body,
      confirmedCount: 2,
      again: false,
      overrideQuietHours: false,
      againOf: null,
    };
    expect(await sendAlert({ ctx: alerts.ctx, input })).toMatchObject({ outcome: "texting_paused" });
    await set("update texting set paused_at = null, provider_message = null where organisation_id = $1", [
      alerts.ctx.organisationId,
    ]);
    await resumeAlert({ ctx: alerts.ctx, input: { alertId } });
    await alerts.drain();
    expect(await alerts.ledger()).toHaveLength(2);
  });

  it("T31 30034 in a report does the same", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client({ phone: "+15005553034" });
    await alerts.client();
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await alerts.turn();
    await waitUntil("the pause", async () => (await alerts.view(alertId)).status === "paused");
    expect(await alerts.view(alertId)).toMatchObject({ counts: { undelivered: 1, waiting: 1 } });
  });

  it("A1 texting switched off mid-way: the alert pauses and says so, nobody is skipped", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 2);
    await alerts.turn();
    await set("update texting set enabled_at = null where organisation_id = $1", [alerts.ctx.organisationId]);
    await alerts.drain();
    expect(await alerts.view(alertId)).toMatchObject({
      ...{ status: "paused", pauseReason: expect.stringContaining("switched off") },
      buckets: { waiting: 1 },
    });
  });
});
