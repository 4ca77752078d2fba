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
