import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { quickTimings, type TestOrganisation, type TestWorld } from "./open-world.ts";
import { createTestWorkerContext } from "./worker-context.ts";

/** Queues a preview of a new draft; its workflow is not started. @returns its id */
export async function queueDelivery(
  world: TestWorld,
  organisation: TestOrganisation,
  to: string,
): Promise<string> {
  const input = { campaignId: await world.draft(organisation), version: 2, to };
  const queued = await queuePreview({ ctx: organisation.ctx, input });
  const id = queued.outcome === "queued" ? queued.deliveryIds[0] : undefined;
  if (id === undefined) throw new Error(JSON.stringify(queued));
  return id;
}

/** A delivery whose steps are called one by one, and for which time passes when told. */
export function deliveryRun(world: TestWorld, organisation: TestOrganisation, deliveryId: string) {
  return {
    advance: (timings = {}) =>
      advanceDelivery({
        ctx: createTestWorkerContext(world, organisation),
        input: { deliveryId, timings: { ...quickTimings, ...timings } },
      }),
    knobs: (settings: object) =>
      world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: settings } }),
    row: async () => {
      const { rows } = await world.owner.query(
        'select status, calls, provider_message as "providerMessage" from delivery where id = $1',
        [deliveryId],
      );
      return rows[0];
    },
    accepted: async () => (await world.ledger(organisation.token)).accepted,
    /** As if so much time had passed since its call and the questions about it. */
    age: (seconds: number) =>
      world.owner.query(
        `with held as (update sender set next_slot_at = next_slot_at - make_interval(secs => $2) where organisation_id = $3)
         update delivery set call_until = call_until - make_interval(secs => $2), looked_up_at = looked_up_at - make_interval(secs => $2),
           first_absent_at = first_absent_at - make_interval(secs => $2), first_failed_ask_at = first_failed_ask_at - make_interval(secs => $2),
           ask_after = ask_after - make_interval(secs => $2) where id = $1`,
        [deliveryId, seconds, organisation.ctx.organisationId],
      ),
    /** As if it had been asked for so much earlier. */
    askedEarlier: (seconds: number) =>
      world.owner.query("update delivery set asked_at = asked_at - make_interval(secs => $2) where id = $1", [
        deliveryId,
        seconds,
      ]),
  };
}
