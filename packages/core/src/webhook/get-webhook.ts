import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { WEBHOOK_USER } from "./webhook-password.ts";

/** What may be shown of an organisation's webhook; never a password. */
export interface ShownWebhook {
  /** Since when its password is the current one; null: it has none of its own. */
  readonly changedAt: Date | null;
  /** The password before it still works. */
  readonly hasPrevious: boolean;
  /** Where the provider is to report, and as whom. */
  readonly address: string;
  /** Where it is to hand over mail that comes in, with the same user and password. */
  readonly inboundAddress: string;
  /** The newest mail that came in; null = none ever did. */
  readonly lastMailAt: Date | null;
  readonly user: string;
}

/**
 * The organisation's webhook, for the settings (O2).
 * @param input.apiUrl public address of the api process, without a slash at its end
 */
export function getWebhook({
  ctx,
  input,
}: {
  ctx: Context;
  input: { readonly apiUrl: string };
}): Promise<ShownWebhook> {
  requirePermission(ctx, "settings.manage");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const secret = await em.findOne(WebhookSecret, { organisationId });
    const { rows } = await sql<{ received_at: string }>`
      select received_at from inbound_mail where organisation_id = ${organisationId} order by id desc limit 1`.execute(
      em.getKysely(),
    );
    return {
      changedAt: secret?.changedAt ?? null,
      hasPrevious: Boolean(secret?.previousHash),
      address: `${input.apiUrl}/webhooks/postmark/${organisationId}`,
      inboundAddress: `${input.apiUrl}/webhooks/postmark/${organisationId}/inbound`,
      lastMailAt: rows[0] === undefined ? null : new Date(rows[0].received_at),
      user: WEBHOOK_USER,
    };
  });
}
