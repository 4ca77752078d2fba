import { ProviderKey } from "@packpost/db/entities/provider-key.entity";
import type { ProviderChannel } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { AuditAction } from "../audit-deeds.ts";
import type { Context } from "../context.ts";
import { sealedFor } from "./find-provider-key.ts";
import type { KeySeal } from "./key-seal.ts";

const keySchema = z.string().trim().min(1).max(500);

/** A channel with one of its providers. The key of the account is kept sealed, never shown or audited. */
export const saveProviderKeySchema = z.discriminatedUnion("channel", [
  /** A Postmark server's token. */
  z.object({ channel: z.literal("email"), provider: z.literal("postmark"), key: keySchema }),
  /** A Twilio account and its auth token, as one. */
  z.object({
    channel: z.literal("sms"),
    provider: z.literal("twilio"),
    key: keySchema.regex(
      /^AC[0-9a-f]{32}:\S+$/i,
      "An account begins with AC; then a colon and its auth token",
    ),
  }),
]);
export type SaveProviderKeyInput = z.output<typeof saveProviderKeySchema>;

/**
 * Lets an organisation send through an account of its own (O2). Workers take it up within PROVIDER_KEPT_MS; calls that are in
 * doubt stay with the account that they went to.
 * @throws {PackpostError} forbidden
 */
export async function saveProviderKey({
  ctx,
  input: { channel, provider, key },
  seal,
}: {
  ctx: Context;
  input: SaveProviderKeyInput;
  seal: KeySeal;
}): Promise<void> {
  requirePermission(ctx, "settings.provider_keys");
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const sealedKey = seal.seal(key, sealedFor(organisationId, channel));
    // The key before it stays known for a while: what the provider signs may still be signed with it (T30).
    await em
      .getKysely()
      .insertInto("provider_key")
      .values({ organisation_id: organisationId, channel, provider, sealed_key: sealedKey })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "channel"]).doUpdateSet((row) => ({
          provider,
          previous_sealed_key: row.ref("provider_key.sealed_key"),
          sealed_key: row.ref("excluded.sealed_key"),
          changed_at: sql`app_now()`,
        })),
      )
      .execute();
    writeAudit(em, ctx, auditOf(ctx, "settings.provider_key_saved", { channel, provider }));
  });
}

/** Back to the installation's account (O2). @throws {PackpostError} forbidden */
export async function removeProviderKey({
  ctx,
  input: { channel },
}: {
  ctx: Context;
  input: { channel: ProviderChannel };
}): Promise<void> {
  requirePermission(ctx, "settings.provider_keys");
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const removed = await em.nativeDelete(ProviderKey, { organisationId, channel });
    if (removed === 0) return;
    writeAudit(em, ctx, auditOf(ctx, "settings.provider_key_removed", { channel }));
  });
}

const auditOf = (ctx: Context, action: AuditAction, detail: Record<string, unknown>) => ({
  ...{ action, subjectKind: "organisation" as const, subjectId: ctx.organisationId, detail },
});
