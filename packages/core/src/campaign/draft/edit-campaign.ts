import { databaseNow } from "@packpost/db/database-now";
import { Campaign } from "@packpost/db/entities/campaign.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { holdPass, requireOpenPass } from "../../pass/hold-pass.ts";
import type { CampaignStatus } from "../enums.ts";
import { findCampaign } from "../find-campaign.ts";
import { holdBroadcast } from "../hold-broadcast.ts";
import type { EditCampaignInput } from "../schemas.ts";

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
    const { passId } = input.changes;
    if (typeof passId === "string") await holdPass(em, ctx, passId);
    const { status } = await holdBroadcast(em, ctx, input.campaignId, "share");
    const seen = await findCampaign(em, ctx, input.campaignId);
    if (typeof passId === "string" && seen.pass?.id !== passId) await requireOpenPass(em, ctx, passId);
    if (status !== "draft") return { outcome: "not_draft", status };
    const before = draftOf(seen);
    // Of two who save at once one has the version that both have seen.
    const saved = await em.nativeUpdate(
      Campaign,
      { organisationId: ctx.organisationId, id: input.campaignId, version: input.version },
      { ...changesOf(input.changes), version: input.version + 1, updatedAt: databaseNow() },
    );
    const campaign = await em.refresh(seen);
    if (campaign === null) return { outcome: "not_draft", status };
    if (saved === 0) return { outcome: "conflict", newer: draftOf(campaign) };
    const after = draftOf(campaign);
    const changed = fieldNames.filter(([field]) => before[field] !== after[field]).map(([, name]) => name);
    const fields = await unnamedFields(em, ctx, campaign.id, changed);
    if (fields.length > 0) {
      writeAudit(em, ctx, {
        action: "campaign.edited",
        subjectKind: "campaign",
        subjectId: campaign.id,
        detail: { version: campaign.version, fields },
      });
    }
    return { outcome: "saved", version: campaign.version, updatedAt: campaign.updatedAt };
  });
}

/** What is edited, and what the audit calls it. */
const fieldNames = [
  ["name", "name"],
  ["passId", "pass"],
  ["subject", "subject"],
  ["preheader", "preheader"],
  ["bodyMarkdown", "text"],
] as const;

/** What is left out stays. */
function changesOf({ passId: pass, ...texts }: EditCampaignInput["changes"]) {
  const { name, subject, preheader, bodyMarkdown } = texts;
  return {
    ...(name !== undefined && { name }),
    ...(pass !== undefined && { pass }),
    ...(subject !== undefined && { subject }),
    ...(preheader !== undefined && { preheader }),
    ...(bodyMarkdown !== undefined && { bodyMarkdown }),
  };
}

function draftOf(
  campaign: Omit<CampaignDraft, "passId"> & { pass?: { id: string } | null | undefined },
): CampaignDraft {
  const { name, subject, preheader, bodyMarkdown, version, updatedAt } = campaign;
  return { name, passId: campaign.pass?.id ?? null, subject, preheader, bodyMarkdown, version, updatedAt };
}

/**
 * Drafts save themselves every second of typing; the audit names each field once a sitting (10 minutes of one person). A
 * preview, a send, whatever else is done to the campaign ends the sitting: what is changed after it is told after it.
 */
async function unnamedFields(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
  changed: readonly string[],
): Promise<string[]> {
  if (changed.length === 0) return [];
  const { rows } = await sql<{ field: string }>`
    select distinct jsonb_array_elements_text(edit.detail->'fields') as field
    from audit edit
    where edit.organisation_id = app_organisation_id() and edit.subject_kind = 'campaign' and edit.subject_id = ${campaignId}
      and edit.action = 'campaign.edited' and edit.actor_id = ${staffIdOf(ctx)} and edit.at > app_now() - interval '10 minutes'
      and not exists (
        select from audit later where later.organisation_id = edit.organisation_id and later.subject_kind = 'campaign'
          and later.subject_id = edit.subject_id and later.id > edit.id and later.action <> 'campaign.edited')`.execute(
    em.getKysely(),
  );
  const named = new Set(rows.map(({ field }) => field));
  return changed.filter((field) => !named.has(field));
}
