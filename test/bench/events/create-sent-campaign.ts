import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import type { Context } from "@packpost/core/context";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import type { LargeOrganisation } from "@packpost/db/seed/seed-large";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import { createBenchCampaign } from "../campaign/create-bench-campaign.ts";

/** A mail that the provider has accepted, as its events name it. */
export type SentMail = {
  readonly recipient: string;
  readonly attempt: string;
  readonly messageId: string;
  readonly email: string;
};

export type SentCampaign = {
  readonly ctx: Context;
  readonly campaignId: string;
  readonly mails: readonly SentMail[];
};

const rowSchema = z.object({
  recipient: z.string(),
  attempt: z.string(),
  messageId: z.string(),
  email: z.string(),
});

/** A campaign to everybody, claimed as in life and recorded as accepted a minute ago, without any call. */
export async function createSentCampaign(orm: Orm, large: LargeOrganisation): Promise<SentCampaign> {
  const { ctx, campaignId } = await createBenchCampaign(orm, large, 5_000);
  const input = { broadcastId: campaignId, timings: DEFAULT_TIMINGS };
  await nextStep({ ctx, input });
  const { slices } = await snapshotAudience({ ctx, input });
  for (let slice = 0; slice < slices; slice++) {
    const claim = () =>
      claimBatch({
        ctx,
        input: { broadcastId: campaignId, kind: "campaign", slice, size: 500, callMs: 1_000 },
      });
    while ((await claim()).recipients.length > 0);
  }
  const { rows } = await inOrganisation(orm, ctx.organisationId, async (em) => {
    await sql`update attempt set ended_at = app_now(), outcome = 'recorded' where broadcast_id = ${campaignId}`.execute(
      em.getKysely(),
    );
    return sql`
      update recipient set sent_at = app_now() - interval '1 minute', provider_message_id = gen_random_uuid()::text
      where broadcast_id = ${campaignId} and attempt_id is not null
      returning id as recipient, attempt_id as attempt, provider_message_id as "messageId", email`.execute(
      em.getKysely(),
    );
  });
  return { ctx, campaignId, mails: rows.map((row) => rowSchema.parse(row)) };
}
