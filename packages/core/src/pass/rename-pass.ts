import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { SaveOutcome } from "../save-outcome.ts";
import { findNameFault } from "./find-name-fault.ts";
import { noSuchPass } from "./no-such-pass.ts";
import type { RenamePassInput } from "./schemas.ts";

/**
 * Calls a pass something else. Drafts say the new name; what was sent or scheduled keeps the one it was confirmed with.
 * @throws {PackpostError} forbidden, not_found
 */
export async function renamePass({
  ctx,
  input: { passId, name, seen },
}: {
  ctx: Context;
  input: RenamePassInput;
}): Promise<SaveOutcome<"name", { name: string }>> {
  requirePermission(ctx, "customer.edit");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const fault = await findNameFault(em, ctx, { passId, name });
    const { rows } = await sql<{ name: string }>`
      select name from pass where organisation_id = ${ctx.organisationId} and id = ${passId} for no key update`.execute(
      em.getKysely(),
    );
    const [now] = rows;
    if (now === undefined) throw noSuchPass();
    if (fault !== null) return { outcome: "wrong", faults: { name: fault } };
    if (now.name === name) return { outcome: "saved" };
    if (now.name !== seen) return { outcome: "conflict", now };
    await sql`update pass set name = ${name} where organisation_id = ${ctx.organisationId} and id = ${passId}`.execute(
      em.getKysely(),
    );
    writeAudit(em, ctx, {
      ...{ action: "pass.renamed", subjectKind: "pass", subjectId: passId },
      detail: { changed: ["name"] },
    });
    return { outcome: "saved" };
  });
}
