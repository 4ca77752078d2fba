import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { failedPeopleOf } from "../../audience/failed-people-sql.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { createDraft } from "../create-draft.ts";
import { findCampaign } from "../find-campaign.ts";
import { nameWith } from "../name-with.ts";
import type { CampaignIdInput } from "../schemas.ts";

export type ResendResult =
  /** `existing`: somebody had begun it already; there is one at a time, archived or not, so that nobody gets it twice. */
  | { readonly outcome: "draft"; readonly campaignId: string; readonly existing: boolean }
  | { readonly outcome: "not_finished" }
  | { readonly outcome: "nobody_failed" };

/**
 * Makes a draft whose audience is whom a finished campaign failed to reach (C16), linked to it by `parent_id`. It is
 * reviewed and sent like any other; who may not be written to is listed there with the reasons.
 * @throws {PackpostError} not_found
 */
export async function resendToFailed({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<ResendResult> {
  requirePermission(ctx, "campaign.write");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const parent = await findCampaign(em, ctx, input.campaignId);
    // Counted before the row is held: at a million that takes seconds.
    const anybodyFailed = (await countFailed(em, parent.id)) > 0;
    // Of two people who press it at once the second one finds the first one's draft.
    const finished = await sql`
      select from broadcast where id = ${parent.id} and organisation_id = ${organisationId}
        and status in ('sent', 'cancelled') for no key update`.execute(kysely);
    if (finished.rows.length === 0) return { outcome: "not_finished" };
    // An archived draft counts: it could be brought back and sent as well.
    const open = await sql<{ id: string; archived: boolean }>`
      select id, archived_at is not null as archived from campaign join broadcast using (organisation_id, id)
      where parent_id = ${parent.id} and organisation_id = ${organisationId}
        and status in ('draft', 'scheduled', 'sending', 'paused') order by archived_at is not null, id limit 1`.execute(
      kysely,
    );
    const [begun] = open.rows;
    if (begun) {
      if (begun.archived) await takeOutOfArchive(em, ctx, begun.id);
      return { outcome: "draft", campaignId: begun.id, existing: true };
    }
    if (!anybodyFailed) return { outcome: "nobody_failed" };
    const { passId, subject, preheader, bodyMarkdown, copyTo } = parent;
    const child = {
      name: nameWith(parent.name, "(again to those who failed)"),
      passId,
      subject,
      preheader,
      bodyMarkdown,
      copyTo,
      parentId: parent.id,
    };
    const campaignId = await createDraft(em, ctx, child, { resendOf: parent.id });
    return { outcome: "draft", campaignId, existing: false };
  });
}

async function takeOutOfArchive(em: EntityManager, ctx: Context, campaignId: string): Promise<void> {
  await sql`update campaign set archived_at = null where id = ${campaignId} and organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  writeAudit(em, ctx, { action: "campaign.unarchived", subjectKind: "campaign", subjectId: campaignId });
}

/** Whom a campaign failed to reach and no resend has reached since. */
export async function countFailed(em: EntityManager, campaignId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${failedPeopleOf(sql`${campaignId}::uuid`, sql`null::uuid`)} failed`.execute(
    em.getKysely(),
  );
  return rows[0]?.n ?? 0;
}
