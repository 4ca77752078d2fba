import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { type AuditLine, entryColumns, entryOf } from "./entry-line-sql.ts";

/** An entry with what the ids of its details are called today. */
export interface AuditEntry extends AuditLine {
  names: Record<string, string>;
}

/** One entry of the audit with all its details (O3). @throws {PackpostError} forbidden, not_found */
export function getAuditEntry({
  ctx,
  input,
}: {
  ctx: Context;
  input: { entryId: string };
}): Promise<AuditEntry> {
  requirePermission(ctx, "audit.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      select ${entryColumns} from audit entry
      where entry.organisation_id = ${ctx.organisationId} and entry.id = ${input.entryId}`.execute(
      em.getKysely(),
    );
    if (rows[0] === undefined)
      throw new PackpostError("not_found", "This entry of the audit is not there.", {
        nextStep: "Start again from the list.",
      });
    const line = entryOf(rows[0]);
    return { ...line, names: await namesOf(em, ctx, idsIn(line.detail)) };
  });
}

const uuid = z.uuid();

/** A detail names a handful of things; what is nested (visits) has words of its own. */
function idsIn(detail: Record<string, unknown>): string[] {
  const values = Object.values(detail).flatMap((value) =>
    value !== null && typeof value === "object" && !Array.isArray(value) ? Object.values(value) : [value],
  );
  return values.filter((value) => typeof value === "string").filter((value) => uuid.safeParse(value).success);
}

async function namesOf(
  em: EntityManager,
  ctx: Context,
  ids: readonly string[],
): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const of = sql`organisation_id = ${ctx.organisationId} and id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from staff_member where ${of}
    union all select id, btrim(first_name || ' ' || last_name) from customer where ${of}
    union all select id, name from family where ${of}
    union all select id, name from pet where ${of}
    union all select id, name from pass where ${of}
    union all select id, name from campaign where ${of}`.execute(em.getKysely());
  return Object.fromEntries(rows.filter(({ name }) => name !== "").map(({ id, name }) => [id, name]));
}
