import { databaseNow } from "@packpost/db/database-now";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

export const putFirstStepsAwaySchema = z.object({ away: z.boolean() });

/**
 * Puts the first steps away for everybody of the organisation, or has them back (O1). What is so already stays so.
 * @throws {PackpostError} forbidden
 */
export async function putFirstStepsAway({
  ctx,
  input: { away },
}: {
  ctx: Context;
  input: z.output<typeof putFirstStepsAwaySchema>;
}): Promise<void> {
  requirePermission(ctx, "settings.manage");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const changed = await em.nativeUpdate(
      Organisation,
      { id: ctx.organisationId, firstStepsPutAwayAt: away ? null : { $ne: null } },
      { firstStepsPutAwayAt: away ? databaseNow() : null },
    );
    if (changed === 0) return;
    writeAudit(em, ctx, {
      action: away ? "settings.first_steps_put_away" : "settings.first_steps_shown",
      ...{ subjectKind: "organisation", subjectId: ctx.organisationId, detail: { away } },
    });
  });
}
