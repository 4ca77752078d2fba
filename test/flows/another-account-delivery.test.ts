import type { WorkerContext } from "@packpost/core/context";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { listDeliveries } from "@packpost/core/delivery/list-deliveries";
import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { reconcileDelivery } from "@packpost/core/delivery/reconcile-delivery";
import { reconcileUnconfirmedDeliveries } from "@packpost/core/delivery/reconcile-unconfirmed-deliveries";
import { sendDeliveryAgain } from "@packpost/core/delivery/send-delivery-again";
import { createPostmark } from "@packpost/providers/postmark/provider";
import type { FindOutcome } from "@packpost/providers/send-outcome";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { withEmail } from "../support/with-email.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const columns = ["call_until", "looked_up_at", "first_absent_at", "first_failed_ask_at", "ask_after"];

/** A preview whose call was lost, and the worker with another server's token. */
async function lost(fault: "reset-before" | "reset-after") {
  const organisation = await world.organisation(1);
  const { organisationId } = organisation.ctx;
  const newToken = `new-${organisationId}`;
  await world.simulator.call("PUT", `/_servers/${newToken}`, { name: "The new server" });
  const knobs = (token: string, settings: object) =>
    world.simulator.call("PUT", "/_faults", { tokens: { [token]: settings } });
  await knobs(organisation.token, { next: [{ kind: fault }], searchLagMs: 0 });
  await knobs(newToken, { searchLagMs: 0 });
  const campaignId = await world.draft(organisation);
  const input = {
    campaignId,
    version: 2,
    to: "dana@staff.example",
    unsubscribeUrl: "http://packpost.test/u",
  };
  const queued = await queuePreview({ ctx: organisation.ctx, input });
  const deliveryId = queued.outcome === "queued" ? (queued.deliveryIds[0] ?? "") : "";
  const before = createTestWorkerContext(world, organisation);
  const after = withEmail(before, createPostmark({ apiUrl: world.simulator.url, serverToken: newToken }));
  const advance = (ctx: WorkerContext) =>
    advanceDelivery({ ctx, input: { deliveryId, timings: DEFAULT_TIMINGS } });
  const pass = (seconds: number) =>
    world.owner.query(
      `with held as (update sender set next_slot_at = next_slot_at - make_interval(secs => $2) where organisation_id = $3)
       update delivery set ${columns.map((column) => `${column} = ${column} - make_interval(secs => $2)`).join(", ")} where id = $1`,
      [deliveryId, seconds, organisationId],
    );
  const rounds = async (ctx: WorkerContext, n: number) => {
    for (let round = 0; round < n; round += 1) {
      await pass(700);
      await advance(ctx);
    }
  };
  const sweep = (ctx: WorkerContext) =>
    reconcileUnconfirmedDeliveries({ ctx, input: { timings: DEFAULT_TIMINGS } });
  const shown = async () =>
    (await listDeliveries({ ctx: organisation.ctx, input: { campaignId } }))[0]?.deliveries[0];
  const accepted = async () => [
    (await world.ledger(organisation.token)).accepted,
    (await world.ledger(newToken)).accepted,
  ];
  const status = async () => (await shown())?.status;
  await advance(before);
  expect(await status()).toBe("claimed");
  return {
    organisation,
    newToken,
    knobs,
    deliveryId,
    before,
    after,
    advance,
    pass,
    rounds,
    sweep,
    shown,
    accepted,
    status,
  };
}

describe("C6 a delivery, and the provider's server is another one while its call is unanswered", () => {
  it("what the old one took is not sent again by the new one, and the old one's token proves it", async () => {
    const run = await lost("reset-after");
    await run.rounds(run.after, 3);
    expect(await run.shown()).toMatchObject({ status: "claimed", elsewhere: "other" });
    await run.rounds(run.after, 10);
    expect(await run.shown()).toMatchObject({ status: "unconfirmed", elsewhere: "other" });
    for (let day = 0; day < 3; day += 1) {
      await run.pass(40_000);
      expect(await run.sweep(run.after)).toEqual([]);
    }
    expect(await run.accepted()).toEqual([1, 0]);
    await run.pass(4_000);
    await run.sweep(run.before);
    expect(await run.shown()).toMatchObject({ status: "sent", elsewhere: undefined });
  });

  it("what never arrived goes out by itself once the old token is back", async () => {
    const run = await lost("reset-before");
    await run.rounds(run.after, 10);
    expect(await run.status()).toBe("unconfirmed");
    await run.pass(700);
    expect(await run.sweep(run.before)).toEqual([]);
    expect(await run.shown()).toMatchObject({ elsewhere: undefined });
    await run.pass(700);
    expect(await run.sweep(run.before)).toEqual([run.deliveryId]);
    await run.advance(run.before);
    expect([await run.status(), await run.accepted()]).toEqual(["sent", [1, 0]]);
  });

  it("an absence at the old one is not paired with one at the new one", async () => {
    const run = await lost("reset-after");
    await run.knobs(run.organisation.token, { searchLagMs: 3_600_000 });
    await run.rounds(run.before, 1);
    await run.rounds(run.after, 10);
    expect([await run.status(), await run.accepted()]).toEqual(["unconfirmed", [1, 0]]);
  });

  it("a person may send it again, and that call is the new one's: absent there twice, it goes out", async () => {
    const run = await lost("reset-before");
    await run.rounds(run.after, 10);
    const input = { deliveryId: run.deliveryId };
    expect(await sendDeliveryAgain({ ctx: run.organisation.ctx, input })).toEqual({ outcome: "waiting" });
    await run.knobs(run.newToken, { next: [{ kind: "reset-before" }] });
    await run.pass(700);
    await run.advance(run.after);
    expect(await run.shown()).toMatchObject({ status: "claimed", elsewhere: undefined });
    await run.rounds(run.after, 3);
    expect([await run.status(), await run.accepted()]).toEqual(["sent", [0, 1]]);
  });

  it("from before this was noted: no absence counts, and what is found does", async () => {
    const run = await lost("reset-after");
    await world.owner.query("update delivery set provider_account = null where id = $1", [run.deliveryId]);
    await run.knobs(run.organisation.token, { searchLagMs: 3_600_000 });
    await run.rounds(run.before, 10);
    expect(await run.shown()).toMatchObject({ status: "unconfirmed", elsewhere: "unknown" });
    expect(await run.accepted()).toEqual([1, 0]);
    await run.knobs(run.organisation.token, { searchLagMs: 0 });
    await run.pass(4_000);
    await run.sweep(run.before);
    expect(await run.status()).toBe("sent");
  });

  it("one that cannot be told of holds up no other in the sweep", async () => {
    const run = await lost("reset-before");
    await run.rounds(run.after, 10);
    await world.owner.query(
      `insert into delivery (organisation_id, purpose, request_id, campaign_id, address, from_mailbox, subject, html, text, call_until, calls, unconfirmed_at, provider_account)
       select organisation_id, 'preview', request_id, campaign_id, 'eve@staff.example', from_mailbox, subject, html, text, app_now(), 1, app_now(), $2
       from delivery, generate_series(1, 3) where id = $1`,
      [run.deliveryId, (await run.after.providerFor("email")).fingerprint("transactional")],
    );
    await run.pass(4_000);
    await world.owner.query("update delivery set looked_up_at = null where id = $1", [run.deliveryId]);
    await run.sweep(run.after);
    const { rows } = await world.owner.query(
      "select count(*)::int as n from delivery where organisation_id = $1 and status = 'unconfirmed' and looked_up_at is null",
      [run.organisation.ctx.organisationId],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe("C6 an answer that proves no absence of a delivery", () => {
  const answering = (ctx: WorkerContext, findByAttempt: () => Promise<FindOutcome>): WorkerContext =>
    withEmail(ctx, { findByAttempt });
  const found = { providerMessageId: "m", status: "Sent", at: new Date() };

  it("a search that shows less than it has: unconfirmed in time, never sent again by itself", async () => {
    const run = await lost("reset-after");
    const partial = answering(run.before, async () => ({
      ...{ outcome: "found", partial: true },
      byRecipient: new Map([[crypto.randomUUID(), found]]),
    }));
    await run.rounds(partial, 12);
    expect([await run.status(), await run.accepted()]).toEqual(["unconfirmed", [1, 0]]);
  });

  it("one that was asked before a later call was made says nothing of that call", async () => {
    const run = await lost("reset-before");
    await run.rounds(run.before, 1);
    await run.pass(700);
    // While this one waits for its answer, another worker gives the call back, calls once more, and hears nothing.
    await run.knobs(run.organisation.token, { next: [{ kind: "reset-after" }] });
    const late = answering(run.before, async () => {
      await run.advance(run.before);
      return { outcome: "found", byRecipient: new Map() };
    });
    await reconcileDelivery({ ctx: late, input: { deliveryId: run.deliveryId, timings: DEFAULT_TIMINGS } });
    const { rows } = await world.owner.query(
      "select status, calls, first_absent_at from delivery where id = $1",
      [run.deliveryId],
    );
    expect(rows).toEqual([{ status: "claimed", calls: 2, first_absent_at: null }]);
  });
});
