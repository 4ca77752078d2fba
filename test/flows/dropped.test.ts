import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { explainDrops } from "@packpost/core/provider-event/explain-drops";
import type { EmailStream } from "@packpost/providers/email";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { withEmail } from "../support/with-email.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** Hands a campaign to the simulator, step by step without Temporal. */
async function send(organisation: TestOrganisation, people: number): Promise<string> {
  const campaignId = await world.due(organisation, people);
  const ctx = createTestWorkerContext(world, organisation);
  await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
  await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
  await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 15_000 } });
  return campaignId;
}

/** How many the provider suppresses, asked past our code. */
async function countSuppressed(token: string): Promise<number> {
  const answer = await fetch(`${world.simulator.url}/message-streams/broadcast/suppressions/dump`, {
    headers: { "x-postmark-server-token": token },
  });
  return z.object({ Suppressions: z.array(z.unknown()) }).parse(await answer.json()).Suppressions.length;
}

/** So many people whose first campaign suppressed them at the provider by `fates`, of which no webhook told us. */
async function suppressedThere(fates: readonly string[], people = fates.length) {
  const organisation = await world.organisation(people);
  const outcomes = Object.fromEntries(
    Array.from({ length: people }, (_, i) => [`person${i + 1}`, fates[i % fates.length] ?? "deliver"]),
  );
  await world.simulator.call("PUT", "/_faults", {
    tokens: { [organisation.token]: { outcomes, speed: 60, webhooks: "off" } },
  });
  await send(organisation, people);
  const wanted = Array.from({ length: people }, (_, i) => fates[i % fates.length]).filter(
    (fate) => fate !== "deliver",
  );
  await waitUntil(
    "the provider to suppress them",
    async () => (await countSuppressed(organisation.token)) === wanted.length || undefined,
    30_000,
  );
  return organisation;
}

const reasons = async (campaignId: string) => {
  const { rows } = await world.owner.query(
    `select number, drop_reason from recipient join customer on customer.id = customer_id
     where broadcast_id = $1 and status = 'dropped' order by number`,
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ number, drop_reason }) => [number, drop_reason]));
};

describe("C9 why the provider refused an address", () => {
  it("C9 says that it is being found out, then which: bounce, complaint, opt-out, by hand; and stands here (C14)", async () => {
    const organisation = await suppressedThere(["bounce", "spam", "unsubscribe", "deliver", "deliver"]);
    await fetch(`${world.simulator.url}/message-streams/broadcast/suppressions`, {
      method: "POST",
      headers: { "x-postmark-server-token": organisation.token, "content-type": "application/json" },
      body: JSON.stringify({ Suppressions: [{ EmailAddress: "person4@inbox.example" }] }),
    });
    const campaignId = await send(organisation, 5);
    expect(await reasons(campaignId)).toEqual({ 1: "inactive", 2: "inactive", 3: "inactive", 4: "inactive" });
    const ctx = createTestWorkerContext(world, organisation);
    expect(await explainDrops({ ctx })).toBe(4);
    expect(await reasons(campaignId)).toEqual({
      1: "earlier_bounce",
      2: "earlier_complaint",
      3: "unsubscribed",
      4: "blocked_by_hand",
    });
    const caller = await web.as(organisation);
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({ counts: { dropped: 4, sent: 1 } });
    expect(await caller.audience.count({ campaignId, passId: organisation.passId })).toMatchObject({
      willReceive: 1,
    });
    expect((await caller.suppression.list({})).suppressions.map(({ reason }) => reason).toSorted()).toEqual([
      "by_hand",
      "complaint",
      "hard_bounce",
    ]);
    expect(await explainDrops({ ctx })).toBe(0);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C9 knows it from here without asking, if the webhook has come meanwhile", async () => {
    const organisation = await suppressedThere(["bounce"]);
    const campaignId = await send(organisation, 1);
    await world.owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'person1@inbox.example', 'complaint')`,
      [organisation.ctx.organisationId],
    );
    const ctx = createTestWorkerContext(world, organisation);
    const nobody = async () => {
      throw new Error("nobody is to be asked");
    };
    const deaf = { ...(await ctx.providerFor("email")).suppressions, find: nobody, list: nobody };
    await explainDrops({ ctx: withEmail(ctx, { suppressions: deaf }) });
    expect(await reasons(campaignId)).toEqual({ 1: "earlier_complaint" });
  });

  it("C9 says `other` when the provider refuses and then knows nothing of it; leaves it when it does not answer", async () => {
    const organisation = await suppressedThere(["bounce"]);
    const campaignId = await send(organisation, 1);
    const ctx = createTestWorkerContext(world, organisation);
    const silent = async () => ({ outcome: "unavailable" as const, providerMessage: "503" });
    const unreachable = { ...(await ctx.providerFor("email")).suppressions, find: silent, list: silent };
    await explainDrops({ ctx: withEmail(ctx, { suppressions: unreachable }) });
    expect(await reasons(campaignId)).toEqual({ 1: "inactive" });
    await fetch(`${world.simulator.url}/message-streams/broadcast/suppressions/delete`, {
      method: "POST",
      headers: { "x-postmark-server-token": organisation.token, "content-type": "application/json" },
      body: JSON.stringify({ Suppressions: [{ EmailAddress: "person1@inbox.example" }] }),
    });
    await explainDrops({ ctx });
    expect(await reasons(campaignId)).toEqual({ 1: "other" });
  });

  it("C9 asks once for many: the whole list in one call; the worker's sweep does it", async () => {
    const organisation = await suppressedThere(["bounce"], 30);
    const campaignId = await send(organisation, 30);
    const ctx = createTestWorkerContext(world, organisation);
    let calls = 0;
    const { suppressions: real } = await ctx.providerFor("email");
    const counted = {
      ...real,
      find: (stream: EmailStream, address: string) => {
        calls += 1;
        return real.find(stream, address);
      },
      list: (stream: EmailStream) => {
        calls += 1;
        return real.list(stream);
      },
    };
    expect(await explainDrops({ ctx: withEmail(ctx, { suppressions: counted }) })).toBe(30);
    expect(calls).toBe(1);

    await world.owner.query("update recipient set drop_reason = 'inactive' where broadcast_id = $1", [
      campaignId,
    ]);
    world.startWorker();
    await world.client.workflow.execute("dropSweep", { taskQueue: "workflows", workflowId: "dropSweep" });
    expect(Object.values(await reasons(campaignId))).toEqual(Array(30).fill("earlier_bounce"));
  });
});
