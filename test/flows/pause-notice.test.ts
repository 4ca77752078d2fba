import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { tellEvents } from "../support/tell-events.ts";
import { waitUntil } from "../support/wait-until.ts";
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

const ledgerSchema = z.object({
  items: z.array(
    z.object({ messageId: z.string(), to: z.string(), subject: z.string(), stream: z.string() }),
  ),
});

/** The notices that the simulator has accepted for an organisation. */
async function accepted({ token }: TestOrganisation) {
  return ledgerSchema.parse(await world.simulator.call("GET", `/_ledger?token=${token}&tag=notice`)).items;
}

async function noticesOf(campaignId: string): Promise<{ id: string; to: string; text: string }[]> {
  const { rows } = await world.owner.query(
    "select id, address as to, text from delivery where campaign_id = $1 and purpose = 'notice' order by address",
    [campaignId],
  );
  return rows;
}

const ownerOf = ({ ctx }: TestOrganisation) => `${ctx.actor.id}@large.example`;

/** A campaign scheduled for 10 people, whose audience has grown to 90 since. */
async function grown() {
  const organisation = await world.organisation(90);
  const { organisationId } = organisation.ctx;
  const campaignId = await world.draft(organisation);
  const subscribe = (subscribed: boolean) =>
    world.owner.query(
      `insert into preference (organisation_id, customer_id, channel, subscribed, source)
       select organisation_id, id, 'campaign', $2, 'link' from customer where organisation_id = $1 order by number limit 80
       on conflict (organisation_id, customer_id, channel) do update set subscribed = excluded.subscribed`,
      [organisationId, subscribed],
    );
  await subscribe(false);
  await world.confirm(organisation, campaignId, 10);
  await subscribe(true);
  await world.hurry(campaignId);
  return { organisation, campaignId };
}

const complain = (organisation: TestOrganisation, recipientIds: readonly string[]) =>
  tellEvents(organisation, recipientIds, "complained");

describe("a campaign that pauses by itself mails its author", () => {
  it("C7 grown by more than 20 % and 50 people: author and scheduler are told, on the transactional stream, nobody else", async () => {
    const { organisation, campaignId } = await grown();
    const senior = await web.as(organisation, "senior");
    const { campaignId: other } = await senior.campaign.create({});
    await world.owner.query(
      "update campaign set author_id = (select author_id from campaign where id = $2) where id = $1",
      [campaignId, other],
    );
    world.startWorker();
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "paused");
    const sent = await waitUntil("both notices to be sent", async () => {
      const items = await accepted(organisation);
      return items.length === 2 ? items : undefined;
    });
    const { rows } = await world.owner.query(
      "select email from auth_user join staff_member on user_id = auth_user.id join campaign on author_id = staff_member.id where campaign.id = $1",
      [campaignId],
    );
    expect(sent.map(({ to }) => to).toSorted()).toEqual([rows[0].email, ownerOf(organisation)].toSorted());
    for (const item of sent)
      expect(item).toMatchObject({ subject: "“Spring reopening” has paused", stream: "outbound" });
    const [first] = sent;
    const client = await world.simulator.client(organisation.token);
    const { TextBody, HtmlBody } = await client.getOutboundMessageDetails(first?.messageId ?? "");
    expect(TextBody).toContain("10 were confirmed, now it would go to 90.");
    expect(TextBody).toContain("take it back to draft");
    expect(TextBody).toContain(`${appUrl}/campaigns/${campaignId}`);
    expect(HtmlBody).toContain(`href="${appUrl}/campaigns/${campaignId}"`);
    expect(`${TextBody}${HtmlBody}`).not.toMatch(/invalid|nsubscribe/);
    expect((await world.ledger(organisation.token)).accepted).toBe(0);

    const owner = await web.as(organisation);
    const history = await owner.campaign.history({ campaignId });
    expect(history.slice(0, 2)).toMatchObject([
      { action: "campaign.notice_queued", byName: null, detail: { to: "author", people: 2 } },
      { action: "campaign.paused", byName: null, detail: { cause: "audience_grew", confirmed: 10, now: 90 } },
    ]);
    expect(await owner.delivery.ofCampaign({ campaignId })).toMatchObject([{ purpose: "notice", by: null }]);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C7 the step that pauses is run twice at once, and again: one pause, one mail", async () => {
    const { organisation, campaignId } = await grown();
    const step = () =>
      nextStep({
        ctx: createTestWorkerContext(world, organisation),
        input: { broadcastId: campaignId, timings: quickTimings },
      });
    await Promise.all([step(), step(), step()]);
    await step();
    expect(await noticesOf(campaignId)).toMatchObject([{ to: ownerOf(organisation) }]);
    const { rows } = await world.owner.query(
      "select count(*)::int as n from audit where subject_id = $1 and action in ('campaign.paused', 'campaign.notice_queued')",
      [campaignId],
    );
    expect(rows[0].n).toBe(2);
  });

  it("C17 complaints told at the same moment: one mail for this pause, another for the next one", async () => {
    const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 40);
    await Promise.all(recipientIds.slice(0, 8).map((id) => complain(organisation, [id])));
    const [notice, ...more] = await noticesOf(campaignId);
    expect(more).toEqual([]);
    expect(notice?.text).toMatch(/people who got it marked it as spam/);
    expect(notice?.text).toMatch(/cancel the rest if in doubt/);
    await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } });
    await complain(organisation, recipientIds.slice(20, 26));
    expect(await noticesOf(campaignId)).toHaveLength(2);
  });

  it("C17 the provider's event paused it at the machines' door: the notice goes out, the campaign's workflow is woken", async () => {
    const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 40);
    world.startWorker();
    for (const recipient of recipientIds.slice(0, 6)) {
      const answer = await web.webhook(organisation.ctx.organisationId, {
        RecordType: "SpamComplaint",
        Type: "SpamComplaint",
        BouncedAt: new Date().toISOString(),
        Metadata: { recipient },
      });
      expect(answer.status).toBe(200);
    }
    // Everybody has had it: the workflow reads the pause, and finds nothing left to resume.
    await world.status(campaignId, "sent");
    await waitUntil(
      "the notice to be sent",
      async () => (await accepted(organisation)).length === 1 || undefined,
    );
  });

  it("C8 C17 a revoked key pauses, holds the notice up too, and lets it go when the key is back", async () => {
    const organisation = await world.organisation(3);
    const campaignId = await world.due(organisation, 3);
    const ctx = createTestWorkerContext(world, organisation);
    const knobs = (settings: object) =>
      world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: settings } });
    const refusal = { kind: "error", status: 401, errorCode: 10, message: "Bad token.", times: 100 };
    const input = { broadcastId: campaignId, timings: quickTimings };
    await nextStep({ ctx, input });
    await snapshotAudience({ ctx, input });
    await knobs({ next: [refusal] });
    await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 10_000 } });
    const [notice] = await noticesOf(campaignId);
    expect(notice?.text).toMatch(/The mail provider refused us: “.*Bad token\..*”/);
    const advance = () =>
      advanceDelivery({ ctx, input: { deliveryId: notice?.id ?? "", timings: quickTimings } });
    expect(await advance()).toMatchObject({ do: "wait", ms: 300_000 });
    expect(await accepted(organisation)).toEqual([]);
    await knobs({ next: [] });
    expect(await advance()).toEqual({ do: "end", status: "sent" });
    expect(await accepted(organisation)).toHaveLength(1);
  });

  it("C17 a refused notice says so in its line, and is withdrawn once the campaign goes on", async () => {
    const organisation = await world.organisation(3);
    const campaignId = await world.due(organisation, 3);
    const ctx = createTestWorkerContext(world, organisation);
    const refusal = { kind: "error", status: 401, errorCode: 10, message: "Bad token.", times: 100 };
    const input = { broadcastId: campaignId, timings: quickTimings };
    await nextStep({ ctx, input });
    await snapshotAudience({ ctx, input });
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: { next: [refusal] } } });
    await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 10_000 } });
    const [notice] = await noticesOf(campaignId);
    const advance = () =>
      advanceDelivery({ ctx, input: { deliveryId: notice?.id ?? "", timings: quickTimings } });
    await advance();
    const owner = await web.as(organisation);
    const line = async () =>
      (await owner.delivery.ofCampaign({ campaignId })).flatMap(({ deliveries }) => deliveries);
    expect(await line()).toMatchObject([
      {
        status: "waiting",
        providerMessage: expect.stringMatching(/refused us: “.*Bad token.*tried again every five minutes/),
      },
    ]);
    await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } });
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: { next: [] } } });
    expect(await advance()).toEqual({ do: "end", status: "cancelled" });
    expect(await line()).toMatchObject([
      { status: "cancelled", providerMessage: expect.stringMatching(/not paused/) },
    ]);
    expect(await accepted(organisation)).toEqual([]);
  });

  it("C17 whose author has left is told at the organisation's own address", async () => {
    const { organisation, campaignId } = await grown();
    await world.owner.query("update staff_member set ended_at = now() where organisation_id = $1", [
      organisation.ctx.organisationId,
    ]);
    const ctx = createTestWorkerContext(world, organisation);
    await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    expect(await noticesOf(campaignId)).toMatchObject([{ to: "hello@large.example" }]);
  });
});
