import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { KeyChannelInput } from "../provider-key/provider-key-schemas.ts";

/** Longest wait for the worker and the provider, in milliseconds. */
const PATIENCE_MS = 8_000;

/**
 * Has the provider of a channel told where to report (O2): by the worker, again too, at once and by its schedule until it is done.
 * @throws {PackpostError} forbidden
 */
export async function askRegistration({
  ctx,
  input: { channel },
}: {
  ctx: Context;
  input: KeyChannelInput;
}): Promise<void> {
  requirePermission(ctx, "settings.manage");
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    await em
      .getKysely()
      .insertInto("provider_registration")
      .values({ organisation_id: organisationId, channel })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "channel"]).doUpdateSet({ asked_at: sql`app_now()` }),
      )
      .execute();
    writeAudit(em, ctx, {
      ...{ action: "settings.registration_asked", subjectKind: "organisation", subjectId: organisationId },
      detail: { channel },
    });
  });
  await ctx.workflows.registerWithProvidersWithin(PATIENCE_MS);
}
