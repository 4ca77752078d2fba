import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { readTexting } from "./get-texting.ts";
import type { SwitchTextingInput } from "./texting-schemas.ts";

const changes = {
  on: sql`enabled_at = coalesce(enabled_at, app_now())`,
  off: sql`enabled_at = null`,
  resume: sql`paused_at = null, provider_message = null`,
} as const;

/**
 * Switches texting on, which takes a test that has passed (A15), or off; or ends a pause, once its cause is mended (T31).
 * @throws {PackpostError} forbidden, conflict (not ready)
 */
export async function switchTexting({
  ctx,
  input: { to },
}: {
  ctx: Context;
  input: SwitchTextingInput;
}): Promise<void> {
  requirePermission(ctx, "settings.manage");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const texting = await readTexting(em, ctx, "");
    if (to === "on" && !texting.ready)
      throw new PackpostError("conflict", "Texting is not ready yet.", {
        effect: "It stays off.",
        nextStep: "Test it with your own phone until every line is ticked off.",
      });
    await sql`update texting set ${changes[to]} where organisation_id = ${ctx.organisationId}`.execute(
      em.getKysely(),
    );
    const actions = {
      on: "texting.switched_on",
      off: "texting.switched_off",
      resume: "texting.resumed",
    } as const;
    writeAudit(em, ctx, { action: actions[to], subjectKind: "organisation", subjectId: ctx.organisationId });
  });
}
