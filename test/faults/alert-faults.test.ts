import { decideAlertUnconfirmed } from "@packpost/core/alert/decide-alert-unconfirmed";
import { resumeAlert } from "@packpost/core/alert/move-alert";
import { sendAlert } from "@packpost/core/alert/send-alert";
import { claimText } from "@packpost/core/alert-sending/claim-text";
import { nextAlertStep } from "@packpost/core/alert-sending/next-alert-step";
import { reconcileAlert } from "@packpost/core/alert-sending/reconcile-alert";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts, tomorrow } from "../support/open-alerts.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

type Alerts = Awaited<ReturnType<typeof openAlerts>>;

const set = (sql: string, values: unknown[]) => world.owner.query(sql, values);

/** As if everything about unanswered calls had happened so many seconds earlier. */
const age = (alertId: string, seconds: number) =>
  set(
    `update attempt set call_until = call_until - make_interval(secs => $2), looked_up_at = looked_up_at - make_interval(secs => $2),
       first_absent_at = first_absent_at - make_interval(secs => $2), first_failed_ask_at = first_failed_ask_at - make_interval(secs => $2),
       ask_after = ask_after - make_interval(secs => $2), evidence_at = evidence_at - make_interval(secs => $2) where broadcast_id = $1`,
    [alertId, seconds],
  );

/** The stream's hold is over. */
const goOn = (alerts: Alerts) =>
  set("update sender set next_slot_at = now() where organisation_id = $1 and stream = 'alert'", [
    alerts.ctx.organisationId,
  ]);

/** What its workflow does while nobody waits: asks, and closes. */
async function settle(alerts: Alerts, alertId: string): Promise<void> {
  const input = { broadcastId: alertId, timings: quickTimings };
  for (let round = 0; round < 12; round++) {
    const next = await nextAlertStep({ ctx: alerts.worker, input });
    if (next.do === "end") return;
    if (next.do === "reconcile") await reconcileAlert({ ctx: alerts.worker, input });
    else if (next.do === "finish") await finishBroadcast({ ctx: alerts.worker, input });
    else await age(alertId, 20);
  }
}

async function begun(alerts: Alerts, clients: number) {
  for (let n = 0; n < clients; n++) await alerts.client();
  const alertId = await alerts.send();
  await alerts.begin(alertId);
  return alertId;
}

describe("T33 nobody gets a text twice and nobody is lost, whatever dies", () => {
  it("T33 killed between claim and call: its slot is burnt, the others go, and a person decides", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 3);
    const account = (await alerts.worker.providerFor("sms")).fingerprint();
    await claimText({ ctx: alerts.worker, input: { leadMs: 1_000, callMs: 1_000, account } });
    await alerts.drain();
    expect(await alerts.ledger()).toHaveLength(2);
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({
      ...{ status: "sent", allSent: false },
      buckets: { sent: 2, unconfirmed: 1, waiting: 0 },
    });
    expect(await alerts.ledger()).toHaveLength(2);
    const input = { alertId, decision: "send_again" } as const;
    expect(await decideAlertUnconfirmed({ ctx: alerts.ctx, input })).toEqual({
      outcome: "sent_again",
      people: 1,
    });
    expect(await decideAlertUnconfirmed({ ctx: alerts.ctx, input })).toEqual({ outcome: "nobody" });
    await alerts.drain();
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({ status: "sent", allSent: true, buckets: { sent: 3 } });
    const people = (await alerts.ledger()).map(({ to }) => to);
    expect(new Set(people).size).toBe(3);
    expect(people).toHaveLength(3);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it.each(["reset-after", "5xx-after", "answer-garbage", "hang-after"])(
    "T33 %s: it is found at the provider, sent once, and stands in the thread",
    async (kind) => {
      await using alerts = await openAlerts(world);
      const { threadId } = await alerts.client();
      const alertId = await begun(alerts, 1);
      await alerts.knobs({ next: [{ kind }], webhooks: "off", searchLagMs: 0, hangMs: 1_500 });
      await alerts.drain();
      await goOn(alerts);
      await alerts.drain();
      await settle(alerts, alertId);
      expect(await alerts.view(alertId)).toMatchObject({ status: "sent", buckets: { sent: 2 } });
      expect(await alerts.ledger()).toHaveLength(2);
      expect((await alerts.entries(threadId)).map((entry) => entry.kind)).toEqual(["alert"]);
      expect(await world.broken(alerts.organisation)).toEqual([]);
    },
  );

  it("T21 T33 a report before our own record settles it", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 1);
    await alerts.knobs({ next: [{ kind: "reset-after" }], searchDown: true });
    await alerts.turn();
    await waitUntil("the report", async () => (await alerts.view(alertId)).counts.delivered === 1);
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({ status: "sent", allSent: true });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T21 reports late, doubled and in any order: what the carrier refused stays refused, with its words", async () => {
    await using alerts = await openAlerts(world);
    await alerts.knobs({ webhookDuplicateRate: 1, webhookReorderRate: 1 });
    await alerts.client({ phone: "+15005553008" });
    await alerts.client();
    const alertId = await alerts.sendAndDrain();
    const view = await waitUntil("both reports", async () => {
      const now = await alerts.view(alertId);
      return now.counts.delivered + now.counts.undelivered === 2 ? now : undefined;
    });
    expect(view.counts).toMatchObject({ delivered: 1, undelivered: 1 });
    const [refused] = await alerts.people(alertId);
    expect(refused?.providerMessage).toContain("(Twilio 30008)");
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });
});

describe("T33 A6 the worker killed while its pacer sends", () => {
  it.each(["before-call", "after-call"] as const)(
    "T33 A6 killed %s: another one goes on at the pace, nobody twice, nobody lost",
    async (at) => {
      await using alerts = await openAlerts(world, { msPerText: 400 });
      for (let n = 0; n < 6; n++) await alerts.client();
      const settings = { API_URL: alerts.api.url };
      const first = world.startWorker({ at, call: 3, signal: "SIGKILL" }, settings);
      const alertId = await alerts.send();
      await alerts.wake(alertId);
      await first.harmed();
      await first.exited;
      const second = world.startWorker(undefined, settings);
      // The one in doubt is asked about at the provider: found, or a person decides.
      const unconfirmed = at === "before-call" ? 1 : 0;
      const view = await waitUntil(
        "the alert to end",
        async () => {
          const now = await alerts.view(alertId);
          return now.status === "sent" && now.counts.sent === 0 ? now : undefined;
        },
        50_000,
      );
      expect(view.buckets).toMatchObject({ sent: 6 - unconfirmed, unconfirmed, waiting: 0, failed: 0 });
      const texts = await alerts.ledger();
      expect(texts).toHaveLength(6 - unconfirmed);
      expect(new Set(texts.map(({ to }) => to)).size).toBe(texts.length);
      const slots = await alerts.slots(alertId);
      for (const [place, ms] of slots.slice(1).entries())
        expect(ms - (slots[place] ?? 0)).toBeGreaterThanOrEqual(400);
      expect(await world.broken(alerts.organisation)).toEqual([]);
      await second.stop();
    },
    90_000,
  );
});

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
    const held = async () => {
      const { rows } = await set(
        "select extract(epoch from next_slot_at - now()) as s, failures from sender where organisation_id = $1 and stream = 'alert'",
        [alerts.ctx.organisationId],
      );
      return { seconds: Number(rows[0]?.s), failures: rows[0]?.failures };
    };
    await alerts.turn();
    expect((await held()).seconds).toBeGreaterThan(2);
    expect(await alerts.view(alertId)).toMatchObject({ waitsFor: { kind: "provider" } });
    await goOn(alerts);
    await alerts.turn();
    expect((await held()).failures).toBe(2);
    await goOn(alerts);
    await alerts.drain();
    expect((await held()).failures).toBe(0);
    const { rows } = await set(
      "select first_recipient_id as who from attempt where broadcast_id = $1 order by claimed_at, id",
      [alertId],
    );
    const [first, second, third, fourth] = rows.map(({ who }) => who);
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toBe(first);
    expect(await alerts.ledger()).toHaveLength(2);
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
