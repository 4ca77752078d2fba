import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import type { Context } from "@packpost/core/context";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import type { LargeOrganisation } from "@packpost/db/seed/seed-large";
import { sql } from "kysely";
import { staffContext } from "../../support/contexts.ts";

export interface BenchCampaign {
  readonly ctx: Context;
  readonly campaignId: string;
}

/**
 * A campaign to everyone, confirmed by its owner and due at once.
 * @param bodyBytes of HTML and text together, about; the frame of every mail is part of it
 */
export async function createBenchCampaign(
  orm: Orm,
  large: LargeOrganisation,
  bodyBytes: number,
): Promise<BenchCampaign> {
  const ctx: Context = staffContext({ ...large, orm }, large.ownerId);
  const { campaignId } = await createCampaign({ ctx, input: { name: "Bench" } });
  const paragraph =
    "The river meadow opens again on Saturday at seven, and {{pet_names}} can run until sunset. ";
  const bodyMarkdown = `Hi {{first_name|there}},\n\n${paragraph.repeat(sentencesFor(bodyBytes, paragraph))}\n\n[See the map](https://riverside.example/map)`;
  const changes = {
    subject: "{{first_name|Hello}}, the river meadow opens",
    bodyMarkdown,
    passId: large.passId,
  };
  const edited = await editCampaign({ ctx, input: { campaignId, version: 1, changes } });
  if (edited.outcome !== "saved") throw new Error(`not saved: ${edited.outcome}`);
  const sent = await sendCampaign({
    ctx,
    input: { campaignId, version: edited.version, confirmedCount: large.customers },
  });
  if (sent.outcome !== "scheduled") throw new Error(`not sent: ${JSON.stringify(sent)}`);
  await inOrganisation(orm, ctx.organisationId, (em) =>
    sql`update broadcast set send_at = app_now() where id = ${campaignId}`.execute(em.getKysely()),
  );
  return { ctx, campaignId };
}

/** Bytes of a mail without a text: its HTML frame, its footer and its plain part. */
const FRAME_BYTES = 4_600;

/** A sentence stands in the HTML and in the plain text. */
function sentencesFor(bodyBytes: number, sentence: string): number {
  return Math.max(1, Math.round((bodyBytes - FRAME_BYTES) / (2 * sentence.length)));
}
