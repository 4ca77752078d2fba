import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** What may be shown of an organisation's webhook; never a password. */
export interface ShownWebhook {
  /** Since when its password is the current one; null: it has none of its own. */
  readonly changedAt: Date | null;
  /** The password before it still works. */
  readonly hasPrevious: boolean;
}

/** The organisation's webhook, for the settings (O2). */
export function getWebhook({ ctx }: { ctx: Context }): Promise<ShownWebhook> {
  requirePermission(ctx, "settings.manage");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const secret = await em.findOne(WebhookSecret, { organisationId });
    return { changedAt: secret?.changedAt ?? null, hasPrevious: Boolean(secret?.previousHash) };
  });
}
