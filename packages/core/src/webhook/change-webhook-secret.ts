import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { hashWebhookPassword, makeWebhookPassword } from "./webhook-password.ts";

/**
 * Gives the organisation's webhook a new password. The one before goes on working until {@link endPreviousWebhookSecret},
 * so that no event is lost while the provider is told the new one; the one before that ends at once.
 * @returns the password: shown now and never again
 */
export async function changeWebhookSecret({ ctx }: { ctx: Context }): Promise<{ password: string }> {
  requirePermission(ctx, "settings.manage");
  const password = makeWebhookPassword();
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await sql`
      insert into webhook_secret (organisation_id, current_hash)
      values (${ctx.organisationId}, ${hashWebhookPassword(password)})
      on conflict (organisation_id) do update
      set previous_hash = webhook_secret.current_hash, current_hash = excluded.current_hash, changed_at = app_now()`.execute(
      em.getKysely(),
    );
    writeAudit(em, ctx, {
      action: "settings.webhook_secret_changed",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
    });
  });
  return { password };
}

/** Ends the password before the current one: the provider knows the new one. */
export function endPreviousWebhookSecret({ ctx }: { ctx: Context }): Promise<void> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const ended = await sql`
      update webhook_secret set previous_hash = null
      where organisation_id = ${ctx.organisationId} and previous_hash is not null`.execute(em.getKysely());
    if (!ended.numAffectedRows) return;
    writeAudit(em, ctx, {
      action: "settings.webhook_secret_ended",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
    });
  });
}
