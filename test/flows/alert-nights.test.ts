import { pauseAlert } from "@packpost/core/alert/move-alert";
import { overrideQuietHours } from "@packpost/core/alert/night/override-quiet-hours";
import { setCustomerZone } from "@packpost/core/customer/set-customer-zone";
import { editSettings } from "@packpost/core/organisation/edit-settings";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts } from "../support/open-alerts.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const HOUR_MS = 3_600_000;

/** A night that began an hour ago and ends in so many hours, on everybody's clock; "21:00". */
async function nightOf(hours: number) {
  const { rows } = await world.owner.query<{ from: string; until: string }>(
    `select to_char((app_now() at time zone 'UTC') - interval '1 hour', 'HH24:MI') as from,
       to_char((app_now() at time zone 'UTC') + make_interval(hours => $1), 'HH24:MI') as until`,
    [hours],
  );
  const [night] = rows;
  if (night === undefined) throw new Error("no clock");
  return night;
}

/** An organisation in whose night people sleep who come the day after. */
async function openNight({ people, hours }: { people: number; hours: number }) {
  const alerts = await openAlerts(world, { msPerText: 12_000 });
  const { from, until } = await nightOf(hours);
  await alerts.quiet(from, until);
  for (let n = 0; n < people; n++) await alerts.client({ inMinutes: 1_300 + n });
  await world.owner.query("update customer set zone = 'UTC' where organisation_id = $1", [
    alerts.ctx.organisationId,
  ]);
  return alerts;
}

describe("A5 A9 A10 A12 the expected end is that of what really happens", () => {
  it("A5 A12 of who is held from the end of the night on, of an override now; one that waits for the night takes no turns", async () => {
    await using alerts = await openNight({ people: 3, hours: 3 });
    const counted = await alerts.preview();
    const morning = counted.held?.from.getTime() ?? 0;
    expect(counted).toMatchObject({ receiving: 3, held: { people: 3 } });
    expect(morning - Date.now()).toBeGreaterThan(2 * HOUR_MS);
    // Ten seconds to undo it are not part of it.
    expect(Math.abs(Date.now() + (10 + counted.pace.seconds) * 1_000 - (morning + 24_000))).toBeLessThan(
      10_000,
    );
    expect(counted.paceAtNight).toEqual({ seconds: 24, othersBetween: 0 });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    const view = await alerts.view(alertId);
    expect(view).toMatchObject({ held: { people: 3, from: new Date(morning) }, othersBetween: 0 });
    expect(Math.abs((view.endsAt?.getTime() ?? 0) - (morning + 24_000))).toBeLessThan(2_000);
    const beside = await alerts.preview();
    expect(beside.paceAtNight).toEqual({ seconds: 24, othersBetween: 0 });
    // In the morning both wait, and take turns.
    expect(beside.pace.seconds - counted.pace.seconds).toBeGreaterThan(20);
  });
});

describe("A12 who is held goes by the nights of now", () => {
  it("A12 quiet hours that end earlier, later or never: held until then, a paused one too; a zone of one's own", async () => {
    await using alerts = await openNight({ people: 2, hours: 6 });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    await pauseAlert({ ctx: alerts.ctx, input: { alertId } });
    const night = async (values: { quietFrom: string | null; quietUntil: string | null }) => {
      await editSettings({ ctx: alerts.ctx, input: { section: "texting", values, seen: {} } });
      const { held } = await alerts.view(alertId);
      return held === null ? null : Math.round((held.from.getTime() - Date.now()) / HOUR_MS);
    };
    expect((await alerts.view(alertId)).held).toMatchObject({ people: 2 });
    const shorter = await nightOf(3);
    expect(await night({ quietFrom: shorter.from, quietUntil: shorter.until })).toBe(3);
    const longer = await nightOf(9);
    expect(await night({ quietFrom: longer.from, quietUntil: longer.until })).toBe(9);
    const [customerId = ""] = (await alerts.people(alertId)).map((person) => person.customerId);
    // Twelve hours from UTC it is day.
    await setCustomerZone({ ctx: alerts.ctx, input: { customerId, zone: "Etc/GMT-12", seen: "UTC" } });
    expect((await alerts.view(alertId)).held).toMatchObject({ people: 1 });
    expect(await night({ quietFrom: null, quietUntil: null })).toBeNull();
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("A12 one that waits for the night is sent now by a decision, which is written down", async () => {
    await using alerts = await openNight({ people: 2, hours: 6 });
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    expect(await alerts.turn()).toMatchObject({ do: "wait", why: "Wait until nobody is disturbed" });
    const { ctx } = alerts;
    expect(await overrideQuietHours({ ctx, input: { alertId } })).toEqual({ outcome: "overridden" });
    expect(await overrideQuietHours({ ctx, input: { alertId } })).toEqual({ outcome: "not_held" });
    expect(await alerts.view(alertId)).toMatchObject({ held: null, quietOverrideBy: expect.any(String) });
    await world.owner.query("update sender set ms_per_message = 1 where organisation_id = $1", [
      ctx.organisationId,
    ]);
    await alerts.drain();
    expect(await alerts.ledger()).toHaveLength(2);
    const { rows } = await world.owner.query(
      "select detail from audit where organisation_id = $1 and action = 'alert.quiet_hours_overridden'",
      [ctx.organisationId],
    );
    expect(rows).toEqual([{ detail: { people: 2 } }]);
  });
});
