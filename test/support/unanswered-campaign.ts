import { reconcileUnconfirmed } from "@packpost/core/broadcast/reconcile-unconfirmed";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { expect } from "vitest";
import { driveCampaign, passTime } from "./drive-campaign.ts";
import type { TestOrganisation, TestWorld } from "./open-world.ts";
import { createTestWorkerContext } from "./worker-context.ts";

/** A campaign that is due, and the hands of its workflow; time passes by {@link passTime}, by life's own timings. */
export async function beginUnanswered(world: TestWorld, customers: number, faults: object) {
  const organisation = await world.organisation(customers);
  const knobs = (settings: object) =>
    world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: settings } });
  await knobs(faults);
  const campaignId = await world.due(organisation, customers);
  const ctx = createTestWorkerContext(world, organisation);
  const drive = () => driveCampaign(ctx, campaignId);
  const pass = (seconds: number) => passTime(world, organisation, seconds);
  /** Two minutes go by and the workflow looks, again and again. */
  const rounds = async (n: number) => {
    for (let round = 0; round < n; round += 1) {
      await pass(120);
      await drive();
    }
  };
  const sweep = () => reconcileUnconfirmed({ ctx, input: { timings: DEFAULT_TIMINGS } });
  const status = async () => {
    const { rows } = await world.owner.query("select status from broadcast where id = $1", [campaignId]);
    return rows[0].status;
  };
  const people = () => world.statuses(campaignId);
  return { organisation, knobs, campaignId, ctx, drive, pass, rounds, sweep, status, people };
}

export async function expectAllOnce(
  world: TestWorld,
  organisation: TestOrganisation,
  campaignId: string,
  n: number,
): Promise<void> {
  expect(await world.statuses(campaignId)).toEqual({ sent: n });
  expect(await world.ledger(organisation.token)).toMatchObject({ accepted: n, duplicates: 0 });
  expect(await world.broken(organisation)).toEqual([]);
}

export async function notices(world: TestWorld, campaignId: string): Promise<string[]> {
  const { rows } = await world.owner.query(
    "select subject from delivery where campaign_id = $1 and purpose = 'notice' order by created_at",
    [campaignId],
  );
  return rows.map(({ subject }) => subject);
}

/** A delivery of one person's mail, as a webhook tells it. */
export async function deliver(
  { ctx }: TestOrganisation,
  recipientId: string,
  attemptId: string,
): Promise<void> {
  const event = {
    dedupeKey: crypto.randomUUID(),
    kind: "delivered",
    providerKind: "Delivery",
    occurredAt: new Date(),
    recipientId,
    attemptId,
    providerMessageId: crypto.randomUUID(),
    bot: false,
    suppresses: false,
  } as const;
  await recordEvents({ ctx, input: { events: [{ event, payload: {} }] } });
}

export async function rowsOf(
  world: TestWorld,
  campaignId: string,
): Promise<{ id: string; attempt_id: string | null }[]> {
  const { rows } = await world.owner.query(
    "select id, attempt_id from recipient where broadcast_id = $1 order by id",
    [campaignId],
  );
  return rows;
}
