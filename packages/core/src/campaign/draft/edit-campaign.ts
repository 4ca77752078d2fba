import { Pass } from "@packpost/db/entities/pass.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { CampaignStatus } from "../enums.ts";
import { findCampaign } from "../find-campaign.ts";
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
    if (typeof input.changes.passId === "string") await requirePass(em, ctx, input.changes.passId);
    const { name, passId, subject, preheader, bodyMarkdown } = input.changes;
    const changed = await sql<{ version: number; fields: string[] }>`
      with draft as (
        select id, organisation_id from broadcast
        where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and status = 'draft' for share)
      update campaign
      set name = ${name ?? sql`name`}, pass_id = ${passId === undefined ? sql`pass_id` : passId}, subject = ${subject ?? sql`subject`},
          preheader = ${preheader ?? sql`preheader`}, body_markdown = ${bodyMarkdown ?? sql`body_markdown`},
          version = version + 1, updated_at = app_now()
      from draft
      where campaign.id = draft.id and campaign.organisation_id = draft.organisation_id and version = ${input.version}
      returning new.version, array_remove(array[
        case when old.name <> new.name then 'name' end, case when old.pass_id is distinct from new.pass_id then 'pass' end,
        case when old.subject <> new.subject then 'subject' end, case when old.preheader <> new.preheader then 'preheader' end,
        case when old.body_markdown <> new.body_markdown then 'text' end], null) as fields`.execute(
      em.getKysely(),
    );
    const campaign = await findCampaign(em, ctx, input.campaignId);
    if (changed.rows.length === 0) {
      if (campaign.broadcast.status !== "draft")
        return { outcome: "not_draft", status: campaign.broadcast.status };
      return { outcome: "conflict", newer: draftOf(campaign) };
    }
    const fields = await unnamedFields(em, ctx, campaign.id, changed.rows[0]?.fields ?? []);
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
