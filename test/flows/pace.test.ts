import { editSettings } from "@packpost/core/organisation/edit-settings";
import { reservePace, takePace } from "@packpost/core/send-protocol/reserve-pace";
import { inOrganisation } from "@packpost/db/orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

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

interface Claim {
  /** By the database's clock, ms: the beginning of the transaction that took its slot. */
  readonly at: number;
  readonly people: number;
  readonly outcome: string | null;
}

/** The calls of campaigns as their claims recorded them, oldest first. */
async function claimsOf(campaigns: readonly string[]): Promise<Claim[]> {
  const { rows } = await world.owner.query<Claim>(
    `select extract(epoch from claimed_at)::float8 * 1000 as at, recipients as people, outcome from attempt
     where broadcast_id = any($1) order by claimed_at`,
    [campaigns],
  );
  return rows;
}

/** Each claim has left its people the time that they take, whoever claims next; instants are kept to the millisecond. */
function expectPace(claims: readonly Claim[], msAPerson: number): void {
  for (const [index, { at, people }] of claims.slice(0, -1).entries())
    expect((claims[index + 1]?.at ?? 0) - at).toBeGreaterThanOrEqual(people * msAPerson - 1);
}

const sum = (claims: readonly Claim[]) => claims.reduce((total, { people }) => total + people, 0);

describe("an organisation's pace", () => {
  it("C8 holds over two workers and two campaigns: never more than the seconds passed allow", async () => {
    const organisation = await world.organisation(60);
    await setPace(organisation, 20);
    const campaigns = [await world.send(organisation, 60), await world.send(organisation, 60)];
    for (const campaignId of campaigns) await world.status(campaignId, "sent", 50_000);
    const claims = await claimsOf(campaigns);
    expect(sum(claims)).toBe(120);
    expect(Math.max(...claims.map(({ people }) => people))).toBeLessThanOrEqual(20);
    expectPace(claims, 1_000 / 20);
    expect((await world.ledger(organisation.token)).accepted).toBe(120);
  });

  it("C8 A6 holds when it is slower than one a second: one at a time, campaigns in turn, and nothing is called trouble", async () => {
    const organisation = await world.organisation(2);
    const everyMs = 3_500;
    await world.owner.query(
      "insert into sender (organisation_id, stream, ms_per_message) values ($1, 'bulk', $2)",
      [organisation.ctx.organisationId, everyMs],
    );
    const campaigns = [await world.send(organisation, 2), await world.send(organisation, 2)];
    for (const campaignId of campaigns) await world.status(campaignId, "sent", 50_000);
    const claims = await claimsOf(campaigns);
    expect(claims.map(({ people, outcome }) => ({ people, outcome }))).toEqual(
      Array(4).fill({ people: 1, outcome: "recorded" }),
    );
    expectPace(claims, everyMs);
    expect((await world.ledger(organisation.token)).accepted).toBe(4);
  });

  it("C8 A6 one per 12 s: a claim takes one and 12 s, exactly, and nobody is taken before", async () => {
    const organisation = await world.organisation(3);
    const ctx = createTestWorkerContext(world, organisation);
    await world.owner.query(
      "insert into sender (organisation_id, stream, ms_per_message) values ($1, 'bulk', 12000)",
      [organisation.ctx.organisationId],
    );
    const claimed = await inOrganisation(world.orm, ctx.organisationId, async (em) => {
      const turn = await reservePace(em, ctx, "bulk", 500);
      if (!turn.open) throw new Error("no turn");
      await takePace(em, ctx, "bulk", { ...turn, count: turn.size, callMs: 15_000 });
      return turn;
    });
    expect(claimed).toMatchObject({ size: 1, pace: { messages: 1, perMs: 12_000 }, probe: false });
    const next = await inOrganisation(world.orm, ctx.organisationId, (em) =>
      reservePace(em, ctx, "bulk", 500),
    );
    expect(next).toMatchObject({ open: false, byPace: true });
    expect("waitMs" in next && next.waitMs).toBeGreaterThan(11_000);
    expect("waitMs" in next && next.waitMs).toBeLessThanOrEqual(12_000);
  });

  it("C8 O2 saving messages a second ends a slower pace", async () => {
    const organisation = await world.organisation(1);
    const { ctx } = organisation;
    await world.owner.query(
      "insert into sender (organisation_id, stream, ms_per_message) values ($1, 'bulk', 12000)",
      [ctx.organisationId],
    );
    const values = { massCap: null, wavePauseSeconds: 0, perSecond: 20 };
    const saved = await editSettings({ ctx, input: { section: "sending", seen: {}, values } });
    expect(saved).toMatchObject({ outcome: "saved", settings: { perSecond: 20 } });
    const { rows } = await world.owner.query(
      "select per_second, ms_per_message from sender where organisation_id = $1",
      [ctx.organisationId],
    );
    expect(rows).toEqual([{ per_second: 20, ms_per_message: null }]);
  });

  it("C8 survives the death of every worker: time that was taken stays taken", async () => {
    const organisation = await world.organisation(60);
    await setPace(organisation, 10);
    const campaignId = await world.send(organisation, 60);
    await waitUntil("a first batch", async () => (await world.ledger(organisation.token)).accepted >= 10);
    for (const worker of world.workers.splice(0)) {
      worker.signal("SIGKILL");
      await worker.exited;
    }
    world.startWorker();
    await world.status(campaignId, "sent", 50_000);
    const claims = await claimsOf([campaignId]);
    expect(claims.length).toBeGreaterThanOrEqual(6);
    expectPace(claims, 1_000 / 10);
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
    expect((await world.ledger(organisation.token)).accepted).toBe(80);
    const claims = await claimsOf([first, second]);
    expect(claims.filter(({ outcome }) => outcome === "not_called")).toHaveLength(1);
    for (const { at } of claims.filter(({ outcome }) => outcome !== "not_called"))
      expect(at).toBeGreaterThanOrEqual(held.getTime());
    expect((await claimsOf([elsewhere])).map(({ outcome }) => outcome)).toEqual(["recorded"]);
    const { rows } = await world.owner.query("select from sender where organisation_id = $1", [
      other.ctx.organisationId,
    ]);
    expect(rows).toEqual([]);
  });
});
