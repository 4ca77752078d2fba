import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { KeySeal } from "../provider-key/key-seal.ts";
import { hashWebhookPassword, makeWebhookPassword } from "./webhook-password.ts";

/**
 * Gives the organisation's webhook a new password. The one before goes on working until {@link endPreviousWebhookSecret},
 * so that no event is lost while the provider is told the new one; the one before that ends at once. A provider whom we have told the one
 * before is told this one too.
 * @param seal null where SECRETS_KEY is not set: then a person tells the provider
 * @returns the password: shown now and never again
 */
export async function changeWebhookSecret({
  ctx,
  seal,
}: {
  ctx: Context;
  seal: KeySeal | null;
}): Promise<{ password: string }> {
  requirePermission(ctx, "settings.manage");
  requireFreshProof(ctx);
  const password = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const made = await makeSecret(em, ctx, seal);
    await em
      .getKysely()
      .updateTable("provider_registration")
      .set({ asked_at: sql`app_now()` })
      .where("organisation_id", "=", ctx.organisationId)
      .where("channel", "=", "email")
      .execute();
    ctx.workflows.registerWithProviders();
    return made;
  });
  return { password };
}

/** A new password in the running transaction, and the trace of it. */
export async function makeSecret(em: EntityManager, ctx: Context, seal: KeySeal | null): Promise<string> {
  const { organisationId } = ctx;
  const password = makeWebhookPassword();
  // One statement: of two changes at once the later one keeps the earlier one's as the one before.
  await em
    .getKysely()
    .insertInto("webhook_secret")
    .values({
      organisation_id: organisationId,
      current_hash: hashWebhookPassword(password),
      sealed_password: seal === null ? null : seal.seal(password, passwordSealedFor(organisationId)),
    })
    .onConflict((conflict) =>
      conflict.column("organisation_id").doUpdateSet((row) => ({
        previous_hash: row.ref("webhook_secret.current_hash"),
        current_hash: row.ref("excluded.current_hash"),
        sealed_password: row.ref("excluded.sealed_password"),
        changed_at: sql`app_now()`,
      })),
    )
    .execute();
  writeAudit(em, ctx, {
    action: "settings.webhook_secret_changed",
    subjectKind: "organisation",
    subjectId: organisationId,
  });
  return password;
}

/** What the kept password is sealed for. */
export const passwordSealedFor = (organisationId: string) => `${organisationId} webhook`;

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
