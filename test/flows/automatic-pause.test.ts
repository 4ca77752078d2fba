import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import type { EmailEventKind } from "@packpost/providers/email-event";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { serveWeb } from "../support/serve-web.ts";
import { tellEvents } from "../support/tell-events.ts";
import { waitUntil } from "../support/wait-until.ts";

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

type Sent = Awaited<ReturnType<typeof createSentCampaign>>;

const tell = ({ organisation }: Sent, recipientIds: readonly string[], kind: EmailEventKind) =>
  tellEvents(organisation, recipientIds, kind);

async function look({ campaignId }: Sent): Promise<{ status: string; reason: string | null }> {
  const { rows } = await world.owner.query(
    "select status, pause_reason as reason from broadcast where id = $1",
    [campaignId],
  );
  return rows[0];
}

describe("a campaign that goes badly pauses by itself", () => {
  it("C17 at 5 complaints and more than 0.3 % of delivered, not below either; told by audit and reason", async () => {
    const sent = await createSentCampaign(world, 1_600);
    const { recipientIds, campaignId } = sent;
    await tell(sent, recipientIds, "delivered");
    await tell(sent, recipientIds.slice(0, 4), "complained");
    expect(await look(sent)).toMatchObject({ status: "sending" });
    // 5 of 1,600 are 0.31 %.
    await tell(sent, recipientIds.slice(4, 5), "complained");
    const { status, reason } = await look(sent);
    expect(status).toBe("paused");
    expect(reason).toMatch(/^5 of 1,600 people who got it marked it as spam \(0\.3 %\)\.\n.*cancel the rest/);
    const { rows } = await world.owner.query(
      "select actor_kind, detail from audit where subject_id = $1 and action = 'campaign.paused'",
      [campaignId],
    );
    expect(rows).toMatchObject([{ actor_kind: "system", detail: { cause: "complaints", complaints: 5 } }]);
  });

  it("C17 not at 5 complaints of 1,700 people, which are 0.29 %", async () => {
    const sent = await createSentCampaign(world, 1_700);
    await tell(sent, sent.recipientIds, "delivered");
    await tell(sent, sent.recipientIds.slice(0, 5), "complained");
    expect(await look(sent)).toMatchObject({ status: "sending" });
  });

  it("C17 at 50 and more than 10 % errors among the last 500 outcomes; what was seen at a resume does not count again", async () => {
    const sent = await createSentCampaign(world, 900);
    const { recipientIds, organisation, campaignId } = sent;
    await tell(sent, recipientIds.slice(0, 300), "delivered");
    await tell(sent, recipientIds.slice(300, 349), "hard_bounced");
    expect(await look(sent)).toMatchObject({ status: "sending" }); // 49
    await tell(sent, recipientIds.slice(349, 350), "soft_bounced");
    const { status, reason } = await look(sent);
    expect(status).toBe("paused");
    expect(reason).toMatch(/^50 of the last 350 mails could not be delivered\.\n.*approved senders/);
    await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } });
    await tell(sent, recipientIds.slice(350, 390), "hard_bounced");
    expect(await look(sent)).toMatchObject({ status: "sending" });
    await tell(sent, recipientIds.slice(390, 400), "hard_bounced");
    expect(await look(sent)).toMatchObject({ status: "paused" });
  });

  it("C17 not at 50 errors of 500", async () => {
    const sent = await createSentCampaign(world, 500);
    await tell(sent, sent.recipientIds.slice(0, 450), "delivered");
    await tell(sent, sent.recipientIds.slice(450), "soft_bounced");
    expect(await look(sent)).toMatchObject({ status: "sending" });
  });

  it("C9 C17 five complaints told at the same moment are all seen", async () => {
    const sent = await createSentCampaign(world, 40);
    await Promise.all(sent.recipientIds.slice(0, 5).map((id) => tell(sent, [id], "complained")));
    expect(await look(sent)).toMatchObject({ status: "paused" });
  });
});

describe("through the simulator and the webhook", () => {
  it("C9 C17 one mail refused as spam for its content pauses the campaign and says what to change", async () => {
    const door = await serveWeb(web);
    const organisation = await world.organisation(1_200);
    const { organisationId } = organisation.ctx;
    await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
      name: "Test",
      webhookUrl: `${door.url}/api/webhooks/postmark/${organisationId}`,
      webhookUser: WEBHOOK_USER,
      webhookPassword: webhookPasswordOf(organisationId),
    });
    const outcomes = { "person2@inbox.example": "spamcontent", "@inbox.example": "deliver" };
    const knobs = { outcomes, latencyMs: 4_000, speed: 20 };
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: knobs } });
    world.startWorker();
    // One slice of three batches, each 4 s: the bounce comes in the middle.
    const campaignId = await world.send(organisation, 1_200);
    await world.status(campaignId, "paused");
    const { rows } = await world.owner.query("select pause_reason from broadcast where id = $1", [
      campaignId,
    ]);
    expect(rows[0].pause_reason).toMatch(
      /^A mail server refused it as spam because of its content\.\n.*upper case/,
    );
    await waitUntil("calls in flight to be recorded", async () => {
      const { claimed = 0 } = await world.statuses(campaignId);
      return claimed === 0;
    });
    const { waiting = 0 } = await world.statuses(campaignId);
    expect(waiting).toBeGreaterThan(0);
    expect(await world.broken(organisation)).toEqual([]);
    door.close();
  });

  it("C17 a tenth of the mails refused by the provider pauses before the rest goes out", async () => {
    const organisation = await world.organisation(1_500);
    const client = await world.simulator.client(organisation.token);
    const { rows } = await world.owner.query(
      "select email from customer where organisation_id = $1 and number % 4 = 0",
      [organisation.ctx.organisationId],
    );
    for (let from = 0; from < rows.length; from += 50)
      await client.createSuppressions("broadcast", {
        Suppressions: rows.slice(from, from + 50).map(({ email }) => ({ EmailAddress: email })),
      });
    const campaignId = await world.send(organisation, 1_500);
    await world.status(campaignId, "paused");
    const { waiting = 0, dropped = 0 } = await world.statuses(campaignId);
    expect(waiting).toBe(1_000);
    expect(dropped).toBeGreaterThan(50);
  });
});
