import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { MailIdInput } from "./schemas.ts";

/**
 * A person decides that a single mail, of which the provider has not said whether it took it, goes out again (C6).
 * @throws {PackpostError} forbidden, not_found
 */
export function sendMailAgain({
  ctx,
  input,
}: {
  ctx: Context;
  input: MailIdInput;
}): Promise<{ outcome: "waiting" | "not_unconfirmed" }> {
  requirePermission(ctx, "campaign.preview");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { numAffectedRows = 0n } = await sql`
      update mail set call_until = null, unconfirmed_at = null, words = null
      where id = ${input.mailId} and organisation_id = ${ctx.organisationId} and status = 'unconfirmed'`.execute(
      em.getKysely(),
    );
    if (numAffectedRows === 0n) {
      await requireMail(em, ctx, input);
      return { outcome: "not_unconfirmed" };
    }
    writeAudit(em, ctx, { action: "mail.sent_again", subjectKind: "mail", subjectId: input.mailId });
    ctx.workflows.startMail(input.mailId);
    return { outcome: "waiting" };
  });
}

async function requireMail(em: EntityManager, ctx: Context, { mailId }: MailIdInput): Promise<void> {
  const { rows } = await sql`
    select id from mail where id = ${mailId} and organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) throw new PackpostError("not_found", "There is no such mail.");
}
