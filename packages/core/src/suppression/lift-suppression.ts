import { databaseNow } from "@packpost/db/database-now";
import { Suppression } from "@packpost/db/entities/suppression.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { SuppressionIdInput } from "./schemas.ts";

/**
 * Lets an address, domain or number be written to again (C14), after a hard bounce or a block by hand. The next comparison tells
 * the provider; if it refuses, the suppression stands again. A complaint is the person's own word: nobody lifts it.
 * @returns `not_allowed` for a complaint, `already` when it was lifted before
 * @throws {PackpostError} not_found
 */
export async function liftSuppression({
  ctx,
  input,
}: {
  ctx: Context;
  input: SuppressionIdInput;
}): Promise<{ outcome: "lifted" | "not_allowed" | "already" }> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const found = await em.findOne(Suppression, {
      organisationId: ctx.organisationId,
      id: input.suppressionId,
    });
    if (found === null) throw new PackpostError("not_found", "This blocked address does not exist.");
    const { reason, kind } = found;
    if (reason === "complaint") return { outcome: "not_allowed" };
    const lifted = await em.nativeUpdate(
      Suppression,
      { organisationId: ctx.organisationId, id: found.id, liftedAt: null },
      { liftedAt: databaseNow() },
    );
    if (lifted === 0) return { outcome: "already" };
    const subject = { subjectKind: "suppression", subjectId: found.id } as const;
    writeAudit(em, ctx, { action: "suppression.lifted", ...subject, detail: { reason, kind } });
    if (kind !== "number") ctx.workflows.syncSuppressions();
    return { outcome: "lifted" };
  });
}
