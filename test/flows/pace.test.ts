import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(async () => {
  await world.open();
  world.startWorker();
  world.startWorker();
});
afterAll(() => world.close());

const setPace = ({ ctx }: TestOrganisation, perSecond: number) =>
  world.owner.query("insert into sender (organisation_id, stream, per_second) values ($1, 'bulk', $2)", [
    ctx.organisationId,
    perSecond,
  ]);

/** When the provider accepted each mail, in ms, oldest first. */
async function acceptedAt({ token }: TestOrganisation): Promise<number[]> {
  const { items } = (await world.simulator.call("GET", `/_ledger?token=${token}&limit=5000`)) as {
    items: { acceptedAt: string }[];
  };
  return items.map((item) => Date.parse(item.acceptedAt)).sort((a, b) => a - b);
}

describe("an organisation's pace", () => {
  it("C8 holds over two workers and two campaigns: never more than the seconds passed allow", async () => {
    const organisation = await world.organisation(60);
    await setPace(organisation, 20);
    const campaigns = [await world.send(organisation, 60), await world.send(organisation, 60)];
    for (const campaignId of campaigns) await world.status(campaignId, "sent", 50_000);
    const times = await acceptedAt(organisation);
    expect(times).toHaveLength(120);
    const [first = 0] = times;
    // A claim takes a second's worth; a call may be late by its own latency, never early.
    for (const [index, at] of times.entries())
      expect(index + 1).toBeLessThanOrEqual(20 * (1 + Math.floor((at - first + 300) / 1_000)));
    const seconds = ((times.at(-1) ?? 0) - first) / 1_000;
    expect(seconds).toBeGreaterThan(4.6);
    expect(seconds).toBeLessThan(25);
    console.info(`pace 20/s: 120 mails in ${seconds.toFixed(1)} s after the first`);
  });

  it("C8 survives the death of every worker: time that was taken stays taken", async () => {
    const organisation = await world.organisation(60);
    await setPace(organisation, 10);
    const campaignId = await world.send(organisation, 60);
    await waitUntil("a first batch", async () => (await acceptedAt(organisation)).length >= 10);
    for (const worker of world.workers.splice(0)) {
      worker.signal("SIGKILL");
      await worker.exited;
    }
    world.startWorker();
    await world.status(campaignId, "sent", 50_000);
    const times = await acceptedAt(organisation);
    const [first = 0] = times;
    for (const [index, at] of times.entries())
      expect(index + 1).toBeLessThanOrEqual(10 * (1 + Math.floor((at - first + 300) / 1_000)));
    expect(new Set(times).size).toBeGreaterThan(1);
    expect(await world.ledger(organisation.token)).toMatchObject({ distinctRecipients: 60, duplicates: 0 });
  });

  it("C8 a 429 holds everybody of the organisation for the provider's delay, other campaigns too, and nobody else", async () => {
    const organisation = await world.organisation(40);
    const other = await world.organisation(40);
    const knobs = { next: [{ kind: "429" }], retryAfterSeconds: 4 };
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: knobs } });
    const first = await world.send(organisation, 40);
    const held = await waitUntil("the provider to refuse", async () => {
      const { rows } = await world.owner.query(
        "select next_slot_at from sender where organisation_id = $1 and next_slot_at > now()",
        [organisation.ctx.organisationId],
      );
      return rows[0]?.next_slot_at as Date | undefined;
    });
    const second = await world.send(organisation, 40);
    const elsewhere = await world.send(other, 40);
    await world.status(elsewhere, "sent");
    for (const campaignId of [first, second]) await world.status(campaignId, "sent");
    const times = await acceptedAt(organisation);
    expect(times).toHaveLength(80);
    expect(times[0]).toBeGreaterThanOrEqual(held.getTime());
    expect((await acceptedAt(other))[0]).toBeLessThan(held.getTime());
    const { rows } = await world.owner.query(
      "select count(*)::int as n from attempt where campaign_id = any($1) and outcome = 'not_called'",
      [[first, second]],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});
