import { decideAlertUnconfirmed } from "@packpost/core/alert/decide-alert-unconfirmed";
import { claimText } from "@packpost/core/alert-sending/claim-text";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { alertRun } from "../support/alert-run.ts";
import { openAlerts } from "../support/open-alerts.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());
const { begun, goOn, settle } = alertRun(world);

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
        // A worker starts anew meanwhile: on a machine that others use that alone may take half a minute.
        150_000,
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
    240_000,
  );
});
