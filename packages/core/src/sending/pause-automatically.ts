import { inOrganisation } from "@packpost/db/orm";
import type { AccountProblem } from "@packpost/providers/types";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

const ADVICE =
  "Nobody is lost by it. Ask an owner to look at the account and its key at the mail provider; when that is put right, resume.";

/**
 * Pauses a sending campaign because our account or request is at fault, so that nobody is burnt for it. The reason is
 * written for staff, in the provider's own words. Does nothing if the campaign is not sending any more.
 */
export async function pauseAutomatically({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string; problem: AccountProblem };
}): Promise<void> {
  const { campaignId, problem } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const reason = `The mail provider refused us: “${problem.words}” (code ${problem.code}).\n${ADVICE}`;
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
      detail: { automatic: true, code: problem.code },
    });
  });
}
