import { Pass } from "@packpost/db/entities/pass.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { CampaignStatus } from "@packpost/db/words";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { findCampaign } from "./find-campaign.ts";
import type { EditCampaignInput } from "./schemas.ts";

/** What an editor holds of a campaign. */
export interface CampaignDraft {
  name: string;
  passId: string | null;
  subject: string;
  preheader: string;
  bodyMarkdown: string;
  version: number;
  updatedAt: Date;
}

export type EditCampaignOutcome =
  | { outcome: "saved"; version: number; updatedAt: Date }
  /** Somebody saved a newer version; nothing was overwritten. */
  | { outcome: "conflict"; newer: CampaignDraft }
  /** It has been scheduled or sent meanwhile; its text is frozen. */
  | { outcome: "not_draft"; status: CampaignStatus };

/**
 * Saves changes to a draft, if it still has the version the editor has seen (C5: drafts always save, nothing is lost).
 * @throws {PackpostError} not_found (campaign or pass)
 */
export async function editCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: EditCampaignInput;
}): Promise<EditCampaignOutcome> {
  requirePermission(ctx, "campaign.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (typeof input.changes.passId === "string") await requirePass(em, ctx, input.changes.passId);
    const { name, passId, subject, preheader, bodyMarkdown } = input.changes;
    const changed = await sql<{ version: number }>`
      update campaign
      set name = ${name ?? sql`name`}, pass_id = ${passId === undefined ? sql`pass_id` : passId}, subject = ${subject ?? sql`subject`},
          preheader = ${preheader ?? sql`preheader`}, body_markdown = ${bodyMarkdown ?? sql`body_markdown`},
          version = version + 1, updated_at = app_now()
      where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and version = ${input.version} and status = 'draft'
      returning version`.execute(em.getKysely());
    const campaign = await findCampaign(em, ctx, input.campaignId);
    if (changed.rows.length === 0) {
      if (campaign.status !== "draft") return { outcome: "not_draft", status: campaign.status };
      return { outcome: "conflict", newer: draftOf(campaign) };
    }
    if (await startsEditing(em, ctx, campaign.id)) {
      writeAudit(em, ctx, {
        action: "campaign.edited",
        subjectKind: "campaign",
        subjectId: campaign.id,
        detail: { version: campaign.version },
      });
    }
    return { outcome: "saved", version: campaign.version, updatedAt: campaign.updatedAt };
  });
}

function draftOf(
  campaign: Omit<CampaignDraft, "passId"> & { passId?: string | null | undefined },
): CampaignDraft {
  const { name, subject, preheader, bodyMarkdown, version, updatedAt } = campaign;
  return { name, passId: campaign.passId ?? null, subject, preheader, bodyMarkdown, version, updatedAt };
}

async function requirePass(em: EntityManager, ctx: Context, passId: string): Promise<void> {
  if ((await em.count(Pass, { organisationId: ctx.organisationId, id: passId })) === 1) return;
  throw new PackpostError("not_found", "This pass does not exist.", { nextStep: "Choose another pass." });
}

/** Drafts save themselves every second of typing; the audit names each sitting (10 minutes) of each person once. */
async function startsEditing(em: EntityManager, ctx: Context, campaignId: string): Promise<boolean> {
  const recent = await sql`
    select from audit
    where organisation_id = app_organisation_id() and subject_kind = 'campaign' and subject_id = ${campaignId}
      and action = 'campaign.edited' and actor_id = ${staffIdOf(ctx)} and at > app_now() - interval '10 minutes'
    limit 1`.execute(em.getKysely());
  return recent.rows.length === 0;
}
