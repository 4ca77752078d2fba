import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
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
  requireFreshProof(ctx);
  const password = makeWebhookPassword();
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // One statement: of two changes at once the later one keeps the earlier one's as the one before.
    await em
      .getKysely()
      .insertInto("webhook_secret")
      .values({ organisation_id: ctx.organisationId, current_hash: hashWebhookPassword(password) })
      .onConflict((conflict) =>
        conflict.column("organisation_id").doUpdateSet((row) => ({
          previous_hash: row.ref("webhook_secret.current_hash"),
          current_hash: row.ref("excluded.current_hash"),
          changed_at: sql`app_now()`,
        })),
      )
      .execute();
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
    const ended = await em.nativeUpdate(
      WebhookSecret,
      { organisationId: ctx.organisationId, previousHash: { $ne: null } },
      { previousHash: null },
    );
    if (ended === 0) return;
    writeAudit(em, ctx, {
      action: "settings.webhook_secret_ended",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
    });
  });
}
