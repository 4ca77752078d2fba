import { reconcileUnconfirmedDeliveries } from "@packpost/core/delivery/reconcile-unconfirmed-deliveries";
import { sendDeliveryAgain } from "@packpost/core/delivery/send-delivery-again";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { deliveryRun, queueDelivery } from "../support/delivery-run.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

/** A delivery of a new organisation. */
async function begin(purpose: "preview" | "copy" | "notice") {
  const organisation = await world.organisation(1);
  const deliveryId = await queueDelivery(world, organisation, "dana@staff.example");
  await world.owner.query("update delivery set purpose = $2 where id = $1", [deliveryId, purpose]);
  return { organisation, deliveryId, ...deliveryRun(world, organisation, deliveryId) };
}

describe("how long a delivery is tried, by its purpose", () => {
  it("C6 a preview is worth a quarter of an hour: then its line says so, even while all sending is stopped", async () => {
    const run = await begin("preview");
    const id = [run.organisation.ctx.organisationId];
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", id);
    await run.askedEarlier(14 * 60);
    const told = await run.advance();
    expect(told).toMatchObject({ do: "wait", why: "All sending is stopped" });
    expect(told.do === "wait" && told.ms).toBeLessThanOrEqual(60_000);
    await run.askedEarlier(60);
    expect(await run.advance()).toEqual({ do: "end", status: "failed" });
    expect(await run.row()).toMatchObject({
      providerMessage: expect.stringMatching(/within 15 minutes.*Send the preview again/),
    });
    expect(await run.accepted()).toBe(0);
  });

  it("C6 a preview whose call was lost is not sent again once its time is over", async () => {
    const run = await begin("preview");
    await run.knobs({ next: [{ kind: "reset-before" }], searchLagMs: 0 });
    await run.advance();
    await run.askedEarlier(16 * 60);
    for (const _ask of [1, 2]) {
      await run.age(700);
      await run.advance();
    }
    expect(await run.row()).toMatchObject({
      status: "failed",
      providerMessage: expect.stringContaining("15 minutes"),
    });
    expect(await run.accepted()).toBe(0);
  });

  it("C6 unconfirmed after its time it is not sent again by itself, but a person's decision makes it new", async () => {
    const { organisation, deliveryId, ...run } = await begin("preview");
    await run.knobs({ next: [{ kind: "5xx-before", status: 503 }], searchDown: true });
    await run.advance();
    for (const _ask of [1, 2, 3]) {
      await run.age(4_000);
      await run.advance();
    }
    await run.knobs({ searchDown: false, searchLagMs: 0 });
    await run.askedEarlier(16 * 60);
    const ctx = createTestWorkerContext(world, organisation);
    for (const _ask of [1, 2]) {
      await run.age(700);
      expect(await reconcileUnconfirmedDeliveries({ ctx, input: { timings: quickTimings } })).toEqual([]);
    }
    expect(await run.row()).toMatchObject({ status: "unconfirmed", calls: 1 });
    await sendDeliveryAgain({ ctx: organisation.ctx, input: { deliveryId } });
    expect(await run.advance()).toEqual({ do: "end", status: "sent" });
  });

  it.each(["copy", "notice"] as const)(
    "C3 C7 a %s is worth a day, a refused account included",
    async (purpose) => {
      const run = await begin(purpose);
      await run.knobs({
        next: [{ kind: "error", status: 401, errorCode: 10, message: "Bad token", times: 9 }],
      });
      for (const hours of [0, 23]) {
        await run.askedEarlier(hours * 3_600);
        expect(await run.advance()).toMatchObject({ do: "wait", ms: 300_000 });
        expect(await run.row()).toMatchObject({
          providerMessage: expect.stringMatching(/Bad token.* every five minutes/),
        });
      }
      await run.askedEarlier(57 * 60);
      expect(await run.advance()).toEqual({ do: "end", status: "failed" });
      expect((await run.row())?.providerMessage).toMatch(/refused us: “[^”]*Bad token[^”]*”$/);
      const late = await begin(purpose);
      await late.askedEarlier(25 * 3_600);
      expect(await late.advance()).toEqual({ do: "end", status: "failed" });
      expect(await late.row()).toMatchObject({
        calls: 0,
        providerMessage: expect.stringContaining("within a day"),
      });
      expect([await run.accepted(), await late.accepted()]).toEqual([0, 0]);
    },
  );
});
