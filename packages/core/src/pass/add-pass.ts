import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { findNameFault } from "./find-name-fault.ts";
import type { AddPassInput } from "./schemas.ts";

export type AddPassOutcome =
  | { readonly outcome: "added"; readonly passId: string }
  | { readonly outcome: "wrong"; readonly faults: { readonly name: string } };

/**
 * Adds a pass that customers can apply for. The same id a second time changes nothing.
 * @throws {PackpostError} forbidden; conflict (an id that is in use elsewhere)
 */
export async function addPass({
  ctx,
  input: { passId, name },
}: {
  ctx: Context;
  input: AddPassInput;
}): Promise<AddPassOutcome> {
  requirePermission(ctx, "customer.edit");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const fault = await findNameFault(em, ctx, { passId, name });
    if (fault !== null) return { outcome: "wrong", faults: { name: fault } };
    const kysely = em.getKysely();
    const { numAffectedRows } = await sql`
      insert into pass (organisation_id, id, name) values (${ctx.organisationId}, ${passId}, ${name})
      on conflict do nothing`.execute(kysely);
    if (numAffectedRows === 0n) {
      const made = await sql`
        select from pass where organisation_id = ${ctx.organisationId} and id = ${passId}`.execute(kysely);
      if (made.rows.length > 0) return { outcome: "added", passId };
      throw new PackpostError("conflict", "This was already used for another pass.", {
        ...{ effect: "No pass was added.", nextStep: "Reload the page and add it again." },
      });
    }
    writeAudit(em, ctx, { action: "pass.added", subjectKind: "pass", subjectId: passId });
    return { outcome: "added", passId };
  });
}
