import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { serveWeb } from "../support/serve-web.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

/** What becomes of a mail at the simulator, and the status that its recipient must end with (C9, C11). */
const ends = {
  none: "sent",
  deliver: "delivered",
  transient: "delivered",
  autoreply: "delivered",
  machineopen: "delivered",
  scanner: "delivered",
  open: "opened",
  click: "clicked",
  soft: "bounced",
  bounce: "bounced",
  blocked: "bounced",
  spam: "spam_complaint",
  unsubscribe: "unsubscribed",
  oneclick: "unsubscribed",
} as const;
const outcomes = Object.keys(ends) as (keyof typeof ends)[];

const world = new TestWorld(inject("services"));
let web: TestWeb;
let server: Awaited<ReturnType<typeof serveWeb>>;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  server = await serveWeb(web);
});
afterAll(async () => {
  server.close();
  await web.close();
  await world.close();
});

/** Sends a campaign to ten people of each outcome, through a provider whose webhooks behave as told. */
async function send(knobs: object): Promise<{ organisation: TestOrganisation; campaignId: string }> {
  const n = outcomes.length * 10;
  const organisation = await world.organisation(n);
  const { organisationId } = organisation.ctx;
  const name = (number: number) => `person${number}`;
  await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
    name: "Test",
    webhookUrl: `${server.url}/api/webhooks/postmark/${organisationId}`,
    webhookUser: WEBHOOK_USER,
    webhookPassword: webhookPasswordOf(organisationId),
  });
  const forced = Object.fromEntries(
    Array.from({ length: n }, (_, i) => [name(i + 1), outcomes[i % outcomes.length] ?? "none"]),
  );
  await world.simulator.call("PUT", "/_faults", {
    tokens: { [organisation.token]: { outcomes: forced, speed: 60, ...knobs } },
  });
  const campaignId = await world.draft(
    organisation,
    "Hello, [read](https://example.org/a) and [more](https://example.org/b).",
  );
  await world.confirm(organisation, campaignId, n);
  await world.hurry(campaignId);
  const ctx = createTestWorkerContext(world, organisation, server.url);
  const input = { broadcastId: campaignId, timings: quickTimings };
  await nextStep({ ctx, input });
  await snapshotAudience({ ctx, input });
  await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 15_000 } });
  return { organisation, campaignId };
}

const expected: Record<string, number> = {};
for (const status of Object.values(ends)) expected[status] = (expected[status] ?? 0) + 10;

describe("C9 C11 everybody ends with the status that their mail's fate says", () => {
  it.each([
    ["well-behaved", {}],
    [
      "doubled, reordered and late",
      { webhookDuplicateRate: 0.6, webhookReorderRate: 0.6, webhookDelayMs: 300 },
    ],
  ])("with %s webhooks", async (_name, knobs) => {
    const { organisation, campaignId } = await send(knobs);
    let last = {};
    const settled = async () => {
      last = await world.statuses(campaignId);
      return (
        JSON.stringify(Object.entries(last).toSorted()) ===
        JSON.stringify(Object.entries(expected).toSorted())
      );
    };
    await waitUntil("all outcomes", settled, 25_000).catch(() => expect(last).toEqual(expected));
    const caller = await web.as(organisation);
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({
      audience: outcomes.length * 10,
      buckets: { sent: outcomes.length * 10, waiting: 0, failed: 0 },
      facts: { clicked: 10, bot_clicked: 10, complained: 10, unsubscribed: 20, hard_bounced: 10 },
    });
    // C14: who bounced or complained is suppressed, who opted out is not subscribed.
    const { rows } = await world.owner.query(
      "select reason, count(*)::int as n from suppression where organisation_id = $1 group by 1 order by 1",
      [organisation.ctx.organisationId],
    );
    expect(rows).toEqual([
      { reason: "complaint", n: 10 },
      { reason: "hard_bounce", n: 10 },
    ]);
    const count = await caller.audience.count({ campaignId, passId: organisation.passId });
    expect(count.willReceive).toBe(outcomes.length * 10 - 40);
    expect(new Set(server.calls)).toEqual(new Set([200]));
    expect(await world.broken(organisation)).toEqual([]);
  });
});
