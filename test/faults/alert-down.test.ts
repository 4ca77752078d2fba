import { decideAlertUnconfirmed } from "@packpost/core/alert/decide-alert-unconfirmed";
import { claimText } from "@packpost/core/alert-sending/claim-text";
import { alertWorkflowId, pacerWorkflowId } from "@packpost/workflows/alert/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { alertRun } from "../support/alert-run.ts";
import { openAlerts } from "../support/open-alerts.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());
const { begun, goOn, held, report, set, settle } = alertRun(world);

type Alerts = Awaited<ReturnType<typeof openAlerts>>;

/** Nothing of ours ran for so many minutes: everything that was is so much longer ago, and visits are so much nearer. */
async function sleptFor(alerts: Alerts, alertId: string, minutes: number): Promise<void> {
  const { organisationId } = alerts.ctx;
  for (const statement of [
    "update appointment set starts_at = starts_at - make_interval(mins => $2), ends_at = ends_at - make_interval(mins => $2) where organisation_id = $1",
    "update sender set next_slot_at = next_slot_at - make_interval(mins => $2) where organisation_id = $1",
    "update alert set from_at = from_at - make_interval(mins => $2), until_at = until_at - make_interval(mins => $2) where organisation_id = $1",
  ])
    await set(statement, [organisationId, minutes]);
  await set(
    "update attempt set call_until = call_until - make_interval(mins => $2) where broadcast_id = $1",
    [alertId, minutes],
  );
}

describe("T33 ten minutes down", () => {
  it("T33 A6 A11 our server: it goes on at its pace, without a burst; who has begun is skipped, the call in doubt is a person's", async () => {
    await using alerts = await openAlerts(world, { msPerText: 300 });
    await alerts.client({ name: "Sent", inMinutes: 30 });
    await alerts.client({ name: "Doubt", inMinutes: 40 });
    await alerts.client({ name: "Begun", inMinutes: 9 + 60 });
    for (const inMinutes of [120, 130, 140]) await alerts.client({ name: "Later", inMinutes });
    const alertId = await begun(alerts, 0);
    await alerts.turn();
    await set(
      `update appointment set starts_at = now() + interval '9 minutes' where organisation_id = $1
         and family_id in (select family_id from customer where first_name = 'Begun' and organisation_id = $1)`,
      [alerts.ctx.organisationId],
    );
    const account = (await alerts.worker.providerFor("sms")).fingerprint();
    await claimText({ ctx: alerts.worker, input: { leadMs: 1_000, callMs: 1_000, account } });
    await sleptFor(alerts, alertId, 10);
    await alerts.drain();
    const outcomes = (await alerts.people(alertId)).map(({ name, status, reasons }) => [
      ...[name.split(" ")[0], status === "delivered" ? "sent" : status, ...reasons],
    ]);
    expect(outcomes).toEqual([
      ["Sent", "sent"],
      ["Doubt", "claimed"],
      ["Begun", "skipped", "appointment_begun"],
      ...[1, 2, 3].map(() => ["Later", "sent"]),
    ]);
    const slots = (await alerts.slots(alertId)).slice(-3);
    for (const [place, ms] of slots.slice(1).entries())
      expect(ms - (slots[place] ?? 0)).toBeGreaterThanOrEqual(300);
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({
      ...{ status: "sent", allSent: false },
      buckets: { sent: 4, skipped: 1, unconfirmed: 1, waiting: 0 },
    });
    const texts = (await alerts.ledger()).map(({ to }) => to);
    expect(new Set(texts).size).toBe(4);
    expect(texts).toHaveLength(4);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T33 T36 the provider: the hold grows to minutes, one text asks at a time; those in doubt are a person's, nobody is lost or texted twice", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 12);
    // A 503 may come after the text was taken: each is in doubt.
    await alerts.knobs({ next: [{ kind: "5xx-before", times: 10 }] });
    for (let ask = 0; ask < 10; ask++) {
      await goOn(alerts);
      await alerts.turn();
      expect((await alerts.view(alertId)).counts).toMatchObject({ claimed: ask + 1, waiting: 11 - ask });
    }
    expect((await held(alerts)).seconds).toBeGreaterThan(200);
    expect((await alerts.view(alertId)).waitsFor).toMatchObject({ kind: "provider" });
    await goOn(alerts);
    await alerts.drain();
    await settle(alerts, alertId);
    expect((await alerts.view(alertId)).buckets).toMatchObject({
      sent: 2,
      unconfirmed: 10,
      waiting: 0,
      skipped: 0,
    });
    await decideAlertUnconfirmed({ ctx: alerts.ctx, input: { alertId, decision: "send_again" } });
    await alerts.drain();
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({ allSent: true, buckets: { sent: 12 } });
    const texts = (await alerts.ledger()).map(({ to }) => to);
    expect(new Set(texts).size).toBe(12);
    expect(texts).toHaveLength(12);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T33 Temporal has lost both workflows: the sweep starts them again, and the alert ends", async () => {
    await using alerts = await openAlerts(world, { msPerText: 50 });
    const alertId = await begun(alerts, 3);
    await alerts.turn();
    await set("update broadcast set observed_revision = revision where id = $1", [alertId]);
    const { organisationId } = alerts.ctx;
    for (const workflowId of [alertWorkflowId(alertId), pacerWorkflowId(organisationId)])
      await expect(world.client.workflow.getHandle(workflowId).describe()).rejects.toThrow();
    world.startWorker(undefined, { API_URL: alerts.api.url, SCHEDULES_EVERY_MS: "500" });
    await waitUntil(
      "the sweep to find the alert, and its end",
      async () => {
        // In life every minute.
        await world.client.schedule.getHandle("campaign-sweep").trigger();
        return (await alerts.view(alertId)).status === "sent";
      },
      80_000,
    );
    expect(await alerts.view(alertId)).toMatchObject({ allSent: true, buckets: { sent: 3 } });
    expect(await alerts.ledger()).toHaveLength(3);
  }, 120_000);
});

describe("T21 a text of several parts", () => {
  it.each([
    ["before its other part is delivered", ["undelivered", "delivered"]],
    ["after its other part was delivered", ["sent", "delivered", "undelivered"]],
    ["and a late report that it was sent", ["undelivered", "sent"]],
  ] as const)(
    "T21 half of it fails %s: it is not delivered, with the carrier's words",
    async (_name, kinds) => {
      await using alerts = await openAlerts(world);
      await alerts.knobs({ webhooks: "off" });
      const alertId = await begun(alerts, 1);
      await alerts.turn();
      const [person] = await alerts.people(alertId);
      for (const kind of kinds)
        await report(alerts, person?.recipientId ?? "", {
          kind,
          ...(kind === "undelivered" && {
            trouble: "recipient",
            providerMessage: "A part was lost (Twilio 30009)",
          }),
        });
      const [told] = await alerts.people(alertId);
      expect(told).toMatchObject({
        status: "undelivered",
        providerMessage: "A part was lost (Twilio 30009)",
      });
      await settle(alerts, alertId);
      expect(await alerts.view(alertId)).toMatchObject({ allSent: false, buckets: { failed: 1, sent: 0 } });
      expect(await world.broken(alerts.organisation)).toEqual([]);
    },
  );
});
