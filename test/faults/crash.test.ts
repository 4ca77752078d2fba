import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const audience = 5_000;

describe("a worker that dies", () => {
  it("loses and doubles nobody of 5,000: killed before the call, after the acceptance, after the record", async () => {
    const organisation = await world.organisation(audience);
    const first = world.startWorker({ at: "before-call", call: 3, signal: "SIGKILL" });
    const campaignId = await world.send(organisation, audience);
    await first.harmed();
    expect(await first.exited).toBe("SIGKILL");
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 1_000 });

    const second = world.startWorker({ at: "after-call", call: 2, signal: "SIGKILL" });
    await second.harmed();
    expect(await second.exited).toBe("SIGKILL");
    // Two more batches were accepted, of which the second was never recorded.
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 2_000 });
    expect((await world.statuses(campaignId)).sent).toBeLessThanOrEqual(1_500);

    const third = world.startWorker({ at: "after-record", call: 2, signal: "SIGKILL" });
    await third.harmed();
    expect(await third.exited).toBe("SIGKILL");

    world.startWorker();
    await world.status(campaignId, "sent", 90_000);
    expect(await world.statuses(campaignId)).toEqual({ sent: audience });
    expect(await world.ledger(organisation.token)).toMatchObject({
      accepted: audience,
      distinctRecipients: audience,
      duplicates: 0,
    });
    expect(await world.broken(organisation)).toEqual([]);
    const { rows } = await world.owner.query(
      "select outcome, count(*)::int as n, sum(recipients)::int as people from attempt where broadcast_id = $1 group by outcome order by outcome",
      [campaignId],
    );
    // Of the two ambiguous calls one was found at the provider, the other one was proved absent and made again.
    expect(rows).toEqual([
      { outcome: "reconciled", n: 2, people: 1_000 },
      { outcome: "recorded", n: 9, people: 4_500 },
    ]);
  }, 180_000);
});
