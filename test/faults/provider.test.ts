import { reconcileUnconfirmed } from "@packpost/core/broadcast/reconcile-unconfirmed";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(async () => {
  await world.open();
  world.startWorker();
});
afterAll(() => world.close());

/** Sets the simulator's knobs for one organisation. */
function knobs({ token }: TestOrganisation, settings: object): Promise<unknown> {
  return world.simulator.call("PUT", "/_faults", { tokens: { [token]: settings } });
}

async function expectAllOnce(organisation: TestOrganisation, campaignId: string, n: number): Promise<void> {
  await world.status(campaignId, "sent");
  expect(await world.statuses(campaignId)).toEqual({ sent: n });
  expect(await world.ledger(organisation.token)).toMatchObject({
    accepted: n,
    distinctRecipients: n,
    duplicates: 0,
  });
  expect(await world.broken(organisation)).toEqual([]);
}

async function attempts(campaignId: string): Promise<Record<string, number>> {
  const { rows } = await world.owner.query(
    "select outcome, count(*)::int as n from attempt where broadcast_id = $1 group by outcome",
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
}

async function pauseReason(campaignId: string): Promise<string> {
  const { rows } = await world.owner.query("select pause_reason from broadcast where id = $1", [campaignId]);
  return rows[0]?.pause_reason ?? "";
}

describe("a provider that misbehaves", () => {
  it("accepts and cuts the line: the look-up finds the mails, nothing is sent again", async () => {
    const organisation = await world.organisation(700);
    await knobs(organisation, { next: [{ kind: "reset-after" }] });
    const campaignId = await world.send(organisation, 700);
    await expectAllOnce(organisation, campaignId, 700);
    // After the unanswered call a small one went first, then the rest.
    expect(await attempts(campaignId)).toEqual({ reconciled: 1, recorded: 2 });
  });

  it("answers 500 after accepting, and its search lags behind the first look-up", async () => {
    const organisation = await world.organisation(700);
    // The first look-up comes 4.5 s after the claim, the second absence would count from 6 s on.
    await knobs(organisation, { next: [{ kind: "5xx-after" }], searchLagMs: 5_200 });
    const campaignId = await world.send(organisation, 700);
    await expectAllOnce(organisation, campaignId, 700);
    const { rows } = await world.owner.query(
      "select first_absent_at is not null as missed from attempt where broadcast_id = $1 and outcome = 'reconciled'",
      [campaignId],
    );
    expect(rows).toEqual([{ missed: true }]);
  });

  it("answers 500 before accepting: proved absent twice, then sent again", async () => {
    const organisation = await world.organisation(300);
    await knobs(organisation, { next: [{ kind: "5xx-before" }] });
    const campaignId = await world.send(organisation, 300);
    await expectAllOnce(organisation, campaignId, 300);
    // After the unanswered call a small one went first, then the rest.
    expect(await attempts(campaignId)).toEqual({ reconciled: 1, recorded: 2 });
  });

  it("is throttling (429): the claim is given back, the campaign waits as told", async () => {
    const organisation = await world.organisation(300);
    await knobs(organisation, { next: [{ kind: "429", times: 2 }], retryAfterSeconds: 1 });
    const campaignId = await world.send(organisation, 300);
    await expectAllOnce(organisation, campaignId, 300);
    expect(await attempts(campaignId)).toEqual({ not_called: 2, recorded: 1 });
  });

  it("refuses the account (401): the campaign pauses, says why, and can be resumed", async () => {
    const organisation = await world.organisation(300);
    await knobs(organisation, {
      next: [{ kind: "error", status: 401, errorCode: 10, message: "No account token." }],
    });
    const campaignId = await world.send(organisation, 300);
    await world.status(campaignId, "paused");
    expect(await pauseReason(campaignId)).toMatch(/No account token\.”? ?\(code 10\)/);
    expect(await world.statuses(campaignId)).toEqual({ waiting: 300 });
    const { resumeCampaign } = await import("@packpost/core/campaign/send/resume-campaign");
    await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } });
    await world.wake(organisation, campaignId);
    await expectAllOnce(organisation, campaignId, 300);
  });

  it("is down for a while, then back", async () => {
    const organisation = await world.organisation(300);
    await knobs(organisation, { rateResetBefore: 1 });
    const campaignId = await world.send(organisation, 300);
    await waitUntil("two failed calls", async () => {
      const { rows } = await world.owner.query(
        "select count(*)::int as n from attempt where broadcast_id = $1",
        [campaignId],
      );
      return rows[0].n >= 2;
    });
    await knobs(organisation, { rateResetBefore: null });
    await expectAllOnce(organisation, campaignId, 300);
  });

  it("refuses single addresses for good: those rows fail, the others go on", async () => {
    const organisation = await world.organisation(30);
    await world.owner.query(
      "update customer set email = 'nobody@localhost.invalid' where organisation_id = $1 and number = 7",
      [organisation.ctx.organisationId],
    );
    await world.simulator.call("PUT", `/_servers/${organisation.token}`, { name: "Test" });
    // An address that the provider has suppressed already: Postmark answers 406 for it.
    const client = await world.simulator.client(organisation.token);
    await client.createSuppressions("broadcast", {
      Suppressions: [{ EmailAddress: "person3@inbox.example" }],
    });
    const campaignId = await world.send(organisation, 30);
    await world.status(campaignId, "sent");
    expect(await world.statuses(campaignId)).toEqual({ sent: 29, dropped: 1 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("cannot be asked for too long: unconfirmed, until a webhook or the hourly look-up settles it", async () => {
    const organisation = await world.organisation(300);
    await knobs(organisation, { next: [{ kind: "reset-after" }], searchDown: true });
    const campaignId = await world.send(organisation, 300, {
      timings: { ...quickTimings, unconfirmedAfterMs: 1_500 },
    });
    await world.status(campaignId, "sent");
    expect(await world.statuses(campaignId)).toEqual({ unconfirmed: 300 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 300, duplicates: 0 });
    const { rows } = await world.owner.query(
      "select id from recipient where broadcast_id = $1 order by id limit 1",
      [campaignId],
    );
    const { recordEvents } = await import("@packpost/core/provider-event/record-events");
    const event = {
      dedupeKey: "late",
      kind: "delivered",
      providerKind: "Delivery",
      occurredAt: new Date(),
      recipientId: rows[0].id,
      providerMessageId: crypto.randomUUID(),
      bot: false,
      suppresses: false,
    } as const;
    await recordEvents({ ctx: organisation.ctx, input: { events: [{ event, payload: {} }] } });
    expect(await world.statuses(campaignId)).toEqual({ unconfirmed: 299, delivered: 1 });
    await knobs(organisation, { searchDown: false });
    const ctx = createTestWorkerContext(world, organisation);
    const ask = () => reconcileUnconfirmed({ ctx, input: { timings: quickTimings } });
    await waitUntil("the time of the next look-up", async () => (await ask()).asked === 1);
    expect(await world.statuses(campaignId)).toEqual({ sent: 299, delivered: 1 });
    expect(await world.broken(organisation)).toEqual([]);
  });
});
