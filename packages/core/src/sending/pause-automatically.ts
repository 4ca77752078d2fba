import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/**
 * Pauses a sending campaign because something on our side is at fault, so that nobody is burnt for it. Does nothing if
 * the campaign is not sending any more.
 * @param input.reason written for staff: what happened, in the provider's own words where there are any
 * @param input.code the provider's code, for the audit
 */
export async function pauseAutomatically({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string; reason: string; code?: number };
}): Promise<void> {
  const { campaignId, reason } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const paused = await sql`
      update campaign set status = 'paused', pause_reason = ${reason}, change = change + 1, changed_at = app_now()
      where id = ${campaignId} and organisation_id = ${ctx.organisationId} and status = 'sending'`.execute(
      em.getKysely(),
    );
    if (paused.numAffectedRows === 0n) return;
    writeAudit(em, ctx, {
      action: "campaign.paused",
      subjectKind: "campaign",
      subjectId: campaignId,
      detail: { automatic: true, code: input.code ?? null },
    });
  });
}
