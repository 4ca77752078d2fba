import { randomUUID } from "node:crypto";
import { cancelAlert, pauseAlert, resumeAlert } from "@packpost/core/alert/move-alert";
import { moveCustomer } from "@packpost/core/customer/edit/move-customer";
import { mergeFamilies } from "@packpost/core/customer/merge/merge-families";
import { stopSending } from "@packpost/core/organisation/stop-sending";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts } from "../support/open-alerts.ts";
import { newNumber } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

type Alerts = Awaited<ReturnType<typeof openAlerts>>;

const set = (sql: string, values: unknown[]) => world.owner.query(sql, values);

/** What became of each person, by name. */
async function outcomes(alerts: Alerts, alertId: string) {
  const people = await alerts.people(alertId);
  return Object.fromEntries(
    people.map(({ name, status, reasons }) => [
      name.split(" ")[0],
      // Reports come when they come.
      reasons[0] ?? (status === "delivered" ? "sent" : status),
    ]),
  );
}

describe("A11 each text is judged again at its turn", () => {
  it("A11 cancelled, moved out, begun, or about to begin: skipped with that reason; moved within: sent", async () => {
    await using alerts = await openAlerts(world);
    const stays = await alerts.client({ name: "Stays" });
    const within = await alerts.client({ name: "Within" });
    const cancelled = await alerts.client({ name: "Cancelled" });
    const deleted = await alerts.client({ name: "Deleted" });
    const moved = await alerts.client({ name: "Moved" });
    const begun = await alerts.client({ name: "Begun" });
    const another = await alerts.client({ name: "Another" });
    await alerts.visit(another.familyId, 800);
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await set("update appointment set status = 'cancelled' where id = any($1)", [
      [cancelled.appointmentId, another.appointmentId],
    ]);
    await set("delete from appointment where id = $1", [deleted.appointmentId]);
    await set(
      "update appointment set starts_at = starts_at + interval '30 days', ends_at = ends_at + interval '30 days' where id = $1",
      [moved.appointmentId],
    );
    await set(
      "update appointment set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where id = $1",
      [within.appointmentId],
    );
    await set("update appointment set starts_at = now() + interval '20 seconds' where id = $1", [
      begun.appointmentId,
    ]);
    await set("update alert set from_at = now() - interval '1 hour' where id = $1", [alertId]);
    expect(await alerts.drain()).toEqual({ do: "end" });
    expect(await outcomes(alerts, alertId)).toEqual({
      ...{ Stays: "sent", Within: "sent", Another: "sent" },
      ...{ Cancelled: "appointment_cancelled", Deleted: "appointment_cancelled" },
      ...{ Moved: "appointment_moved", Begun: "appointment_begun" },
    });
    expect((await alerts.ledger()).map(({ to }) => to).sort()).toEqual(
      [stays.phone, within.phone, another.phone].sort(),
    );
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("A11 P11 V1 of a family that was made one with another, the visit is still theirs; nobody moves to another family while its text waits", async () => {
    await using alerts = await openAlerts(world);
    const merged = await alerts.client({ name: "Merged" });
    const kept = await alerts.client({ name: "Kept", phone: null });
    const stays = await alerts.client({ name: "Stays" });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    const ctx = alerts.ctx;
    await mergeFamilies({
      ctx,
      input: { keptFamilyId: kept.familyId, mergedFamilyId: merged.familyId },
    });
    const move = () =>
      moveCustomer({
        ctx,
        input: {
          customerId: stays.customerId,
          to: { familyId: randomUUID(), newName: "Own" },
          seenFamilyId: stays.familyId,
        },
      });
    await expect(move()).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining("text alert") },
    });
    expect(await alerts.drain()).toEqual({ do: "end" });
    expect(await outcomes(alerts, alertId)).toMatchObject({ Merged: "sent", Stays: "sent" });
    expect(await move()).toEqual({ outcome: "moved" });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("A12 A14 the number removed, changed, opted out, held or blocked since: nobody is texted at the old one", async () => {
    await using alerts = await openAlerts(world);
    const removed = await alerts.client({ name: "Removed" });
    const changed = await alerts.client({ name: "Changed" });
    const stopped = await alerts.client({ name: "Stopped" });
    const held = await alerts.client({ name: "Held" });
    const taken = await alerts.client({ name: "Taken" });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    const fresh = newNumber();
    await set("update customer set phone = null where id = $1", [removed.customerId]);
    await set("update customer set phone = $2 where id = $1", [changed.customerId, fresh]);
    await set("update customer set phone = $2 where id = $1", [taken.customerId, stopped.phone]);
    await alerts.text("STOP", { from: stopped.phone });
    await alerts.text("please don't text me", { from: held.phone });
    const known = async () =>
      (await alerts.numberOf(stopped.phone))?.optedOut === true &&
      (await alerts.numberOf(held.phone))?.held === true;
    await expect.poll(known, { timeout: 20_000 }).toBe(true);
    await alerts.drain();
    expect(await outcomes(alerts, alertId)).toEqual({
      ...{ Removed: "no_number", Changed: "sent", Stopped: "opted_out", Held: "held_number" },
      // Whoever has taken over a number that has stopped: it is the number that has.
      Taken: "opted_out",
    });
    expect((await alerts.ledger()).map(({ to }) => to)).toEqual([fresh]);
  });

  it("T34 a second family that has moved to a texted number gets none there", async () => {
    await using alerts = await openAlerts(world);
    const first = await alerts.client({ name: "First" });
    const second = await alerts.client({ name: "Second" });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await set("update customer set phone = $2 where id = $1", [second.customerId, first.phone]);
    await alerts.drain();
    expect(await outcomes(alerts, alertId)).toEqual({ First: "sent", Second: "same_number" });
  });

  it("T34 A11 the family that was to be texted at a number does not come any more: the other one there is", async () => {
    await using alerts = await openAlerts(world);
    const phone = newNumber();
    const earlier = await alerts.client({ name: "Earlier", phone, inMinutes: 500 });
    await alerts.client({ name: "Later", phone, inMinutes: 900 });
    await alerts.client({ name: "Latest", phone, inMinutes: 950 });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await set("update appointment set status = 'cancelled' where id = $1", [earlier.appointmentId]);
    await alerts.drain();
    expect(await outcomes(alerts, alertId)).toEqual({
      ...{ Earlier: "appointment_cancelled", Later: "sent", Latest: "same_number" },
    });
    expect((await alerts.ledger()).map(({ to }) => to)).toEqual([phone]);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("T34 A12 whoever was to be texted at a number has another one by now: both are", async () => {
    await using alerts = await openAlerts(world);
    const phone = newNumber();
    const fresh = newNumber();
    const moved = await alerts.client({ name: "Moved", phone, inMinutes: 500 });
    await alerts.client({ name: "Stays", phone, inMinutes: 900 });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await set("update customer set phone = $2 where id = $1", [moved.customerId, fresh]);
    await alerts.drain();
    expect(await outcomes(alerts, alertId)).toEqual({ Moved: "sent", Stays: "sent" });
    expect((await alerts.ledger()).map(({ to }) => to)).toEqual([fresh, phone]);
  });
});

describe("A12 T35 quiet hours", () => {
  it("A12 held ones wait with their hour on screen, too late ones are left out for the call list, an override sends", async () => {
    await using alerts = await openAlerts(world);
    const { rows } = await world.owner.query(
      `select to_char((now() at time zone 'UTC') - interval '1 hour', 'HH24:MI:SS') as begins,
         to_char((now() at time zone 'UTC') + interval '8 hours', 'HH24:MI:SS') as ends`,
    );
    await alerts.quiet(rows[0].begins, rows[0].ends);
    await set("update customer set zone = 'UTC' where organisation_id = $1", [alerts.ctx.organisationId]);
    const soon = await alerts.client({ name: "Soon", inMinutes: 120 });
    const later = await alerts.client({ name: "Later", inMinutes: 1_200 });
    await set("update customer set zone = 'UTC' where organisation_id = $1", [alerts.ctx.organisationId]);
    expect((await alerts.preview()).held).toMatchObject({ people: 2 });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    const step = await alerts.drain();
    expect(step).toMatchObject({ do: "wait", why: "Wait until nobody is disturbed" });
    expect(await alerts.view(alertId)).toMatchObject({
      ...{ held: { people: 1 }, waitsFor: { kind: "quiet_hours" }, status: "sending" },
      buckets: { waiting: 1, skipped: 1 },
    });
    expect(await outcomes(alerts, alertId)).toEqual({ Soon: "quiet_hours", Later: "waiting" });
    expect(await alerts.ledger()).toEqual([]);
    await alerts.sendAndDrain("A gas leak: stay away.", { overrideQuietHours: true });
    expect((await alerts.ledger()).map(({ to }) => to)).toEqual([soon.phone, later.phone]);
    // The morning has come.
    await alerts.quiet(null, null);
    await set(
      "update alert_recipient set held_until = now() where alert_id = $1 and held_until is not null",
      [alertId],
    );
    await alerts.drain();
    expect(await outcomes(alerts, alertId)).toEqual({ Soon: "quiet_hours", Later: "sent" });
  });

  it("A12 T34 too late for the one, not for the other at that number: the other waits for the morning", async () => {
    await using alerts = await openAlerts(world);
    const { rows } = await world.owner.query(
      `select to_char((now() at time zone 'UTC') - interval '1 hour', 'HH24:MI:SS') as begins,
         to_char((now() at time zone 'UTC') + interval '8 hours', 'HH24:MI:SS') as ends`,
    );
    await alerts.quiet(rows[0].begins, rows[0].ends);
    const phone = newNumber();
    await alerts.client({ name: "Soon", phone, inMinutes: 120 });
    await alerts.client({ name: "Later", phone, inMinutes: 1_200 });
    await set("update customer set zone = 'UTC' where organisation_id = $1", [alerts.ctx.organisationId]);
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    expect(await alerts.drain()).toMatchObject({ do: "wait", why: "Wait until nobody is disturbed" });
    expect(await outcomes(alerts, alertId)).toEqual({ Soon: "quiet_hours", Later: "waiting" });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("A12 a night that falls while the alert drains holds at the turn", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client({ name: "Night", inMinutes: 1_200 });
    await set("update customer set zone = 'UTC' where organisation_id = $1", [alerts.ctx.organisationId]);
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    const { rows } = await world.owner.query(
      `select to_char((now() at time zone 'UTC') - interval '1 hour', 'HH24:MI:SS') as begins,
         to_char((now() at time zone 'UTC') + interval '2 hours', 'HH24:MI:SS') as ends`,
    );
    await alerts.quiet(rows[0].begins, rows[0].ends);
    expect(await alerts.drain()).toMatchObject({ do: "wait", why: "Wait until nobody is disturbed" });
    expect((await alerts.people(alertId))[0]?.heldUntil).toBeInstanceOf(Date);
    expect(await alerts.ledger()).toEqual([]);
  });
});

describe("A9 A10 several at once, pause, resume, cancel", () => {
  it("A9 alerts take turns", async () => {
    await using alerts = await openAlerts(world);
    for (let n = 0; n < 3; n++) await alerts.client();
    const [one, two] = [await alerts.send("One"), await alerts.send("Two")];
    await alerts.begin(one);
    await alerts.begin(two);
    await alerts.drain();
    const { rows } = await world.owner.query(
      "select broadcast_id from attempt where broadcast_id = any($1) order by claimed_at, id",
      [[one, two]],
    );
    expect(rows.map(({ broadcast_id }) => (broadcast_id === one ? 1 : 2))).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it("A10 paused nobody is claimed, resumed it goes on, cancelled the rest is", async () => {
    await using alerts = await openAlerts(world);
    for (let n = 0; n < 4; n++) await alerts.client();
    const input = { alertId: await alerts.send() };
    await alerts.begin(input.alertId);
    await alerts.turn();
    expect(await pauseAlert({ ctx: alerts.ctx, input })).toEqual({ outcome: "paused" });
    expect(await alerts.drain()).toEqual({ do: "end" });
    expect(await alerts.ledger()).toHaveLength(1);
    expect(await resumeAlert({ ctx: alerts.ctx, input })).toEqual({ outcome: "resumed" });
    await alerts.turn();
    expect(await cancelAlert({ ctx: alerts.ctx, input })).toEqual({ outcome: "cancelled" });
    expect(await alerts.drain()).toEqual({ do: "end" });
    expect(await alerts.ledger()).toHaveLength(2);
  });

  it("C17 the stop switch holds texts of alerts too", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await stopSending({ ctx: alerts.ctx });
    expect(await alerts.drain()).toMatchObject({ do: "wait", why: "All sending is stopped" });
    expect(await alerts.ledger()).toEqual([]);
    expect(await alerts.view(alertId)).toMatchObject({ waitsFor: { kind: "stopped" }, secondsLeft: null });
  });

  it("A6 two pacers at once never take the same slot", async () => {
    await using alerts = await openAlerts(world, { msPerText: 300 });
    for (let n = 0; n < 6; n++) await alerts.client();
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await Promise.all([alerts.drain(), alerts.drain(), alerts.drain()]);
    expect(await alerts.ledger()).toHaveLength(6);
    const slots = await alerts.slots(alertId);
    for (const [place, ms] of slots.slice(1).entries())
      expect(ms - (slots[place] ?? 0)).toBeGreaterThanOrEqual(300);
  });
});
