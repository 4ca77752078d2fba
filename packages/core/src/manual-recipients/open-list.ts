import type { CampaignStatus } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { EntryList } from "./schemas.ts";

/** People are added to a draft; they can be excluded as long as somebody waits. */
const openIn: Record<EntryList, readonly CampaignStatus[]> = {
  add: ["draft"],
  exclude: ["draft", "scheduled", "sending", "paused"],
};

const told: Record<CampaignStatus, string> = {
  draft: "This campaign is a draft again",
  scheduled: "This campaign is scheduled",
  sending: "This campaign is being sent",
  paused: "This campaign has begun and is paused",
  sent: "This campaign has been sent",
  cancelled: "This campaign was cancelled",
};

const rowSchema = z.object({
  status: z.enum(["draft", "scheduled", "sending", "paused", "sent", "cancelled"]),
});

/**
 * Locks a campaign's row for a change of one of its lists, so that changes come one after the other.
 * @throws {PackpostError} not_found; forbidden for whoever may not send, once it is no draft; conflict when the campaign has gone too far
 */
export async function openList(
  em: EntityManager,
  ctx: Context,
  { campaignId, list }: { campaignId: string; list: EntryList },
): Promise<void> {
  const { rows } = await sql`
    select status from campaign
    where id = ${campaignId} and organisation_id = ${ctx.organisationId} for no key update`.execute(
    em.getKysely(),
  );
  const campaign = rowSchema.optional().parse(rows[0]);
  if (campaign === undefined) {
    throw new PackpostError("not_found", "This campaign does not exist.", {
      nextStep: "Look for it in the list of campaigns.",
    });
  }
  // What an admin has confirmed changes only with the right to send (seniors write drafts).
  if (campaign.status !== "draft") requirePermission(ctx, "campaign.send");
  if (openIn[list].includes(campaign.status)) return;
  throw new PackpostError(
    "conflict",
    `${told[campaign.status]}: who receives it cannot be changed any more.`,
    {
      effect: "Nothing was changed.",
      nextStep: "Reload the page.",
    },
  );
}
