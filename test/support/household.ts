import type { Reason } from "@packpost/core/audience/explain-reasons";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { mintUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { expect } from "vitest";
import type { TestWeb } from "./open-web.ts";
import { authSecret, quickTimings, type TestOrganisation, type TestWorld } from "./open-world.ts";
import { createTestWorkerContext } from "./worker-context.ts";

export const shared = "okafor@inbox.example";

/** What tests of a shared mailbox do, in a world with its web doors. */
export function openHousehold(world: TestWorld, web: () => TestWeb) {
  /**
   * Four people: Cleo and Dan have mailboxes of their own, Ana and Ben Okafor share one. To it Ben's mail of the campaign
   * `before` went, while Ana was elsewhere, and Ana's of `first`.
   */
  async function household() {
    const organisation = await world.organisation(4);
    const names = ["Ana", "Ben", "Cleo", "Dan"];
    await world.owner.query(
      `update customer set first_name = ($2::text[])[number], last_name = case when number <= 2 then 'Okafor' else 'Own' end,
         email = case when number = 2 then $3 else email end where organisation_id = $1`,
      [organisation.ctx.organisationId, names, shared],
    );
    const before = await run(organisation, 4);
    await change(organisation, "Ana", `email = '${shared}'`);
    const first = await run(organisation, 3);
    return { organisation, before, first, caller: await web().as(organisation) };
  }

  /** Sends a campaign step by step, without Temporal. */
  async function run(organisation: TestOrganisation, willReceive: number): Promise<string> {
    const campaignId = await snapshot(organisation, willReceive);
    await claim(organisation, campaignId);
    return campaignId;
  }

  async function snapshot(organisation: TestOrganisation, willReceive: number): Promise<string> {
    const campaignId = await world.due(organisation, willReceive);
    const ctx = createTestWorkerContext(world, organisation);
    await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
    return campaignId;
  }

  const claim = (organisation: TestOrganisation, campaignId: string) =>
    sendSlice({
      ctx: createTestWorkerContext(world, organisation),
      input: { broadcastId: campaignId, slice: 0, callMs: 10_000 },
    });

  async function recipient(
    campaignId: string,
    firstName: string,
  ): Promise<{ id: string; customerId: string; status: string }> {
    const { rows } = await world.owner.query(
      `select recipient.id, customer_id as "customerId", status from recipient join customer on customer.id = customer_id where broadcast_id = $1 and first_name = $2`,
      [campaignId, firstName],
    );
    return rows[0];
  }

  /** Presses the button of the page behind the link in somebody's mail. */
  async function press(
    organisation: TestOrganisation,
    recipientId: string,
    action: "unsubscribe" | "resubscribe",
  ) {
    const { organisationId } = organisation.ctx;
    const token = mintUnsubscribeToken({ organisationId, recipientId }, authSecret);
    expect((await web().unsubscribe(token, new URLSearchParams({ action }))).status).toBe(200);
  }

  /** The reasons of each person of a draft's review, by first name; nobody's is left out. */
  async function review(
    organisation: TestOrganisation,
    campaignId: string,
  ): Promise<Record<string, Reason[]>> {
    const caller = await web().as(organisation);
    const { people } = await caller.audience.list({
      campaignId,
      passId: organisation.passId,
      filter: { kind: "all" },
    });
    return Object.fromEntries(people.map(({ name, reasons }) => [name.split(" ")[0] ?? "", reasons]));
  }

  const change = (organisation: TestOrganisation, firstName: string, set: string) =>
    world.owner.query(`update customer set ${set} where organisation_id = $1 and first_name = $2`, [
      organisation.ctx.organisationId,
      firstName,
    ]);

  return { household, run, snapshot, claim, recipient, press, review, change };
}
