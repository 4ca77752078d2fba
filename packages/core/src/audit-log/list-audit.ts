import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { auditEntries } from "./entries-sql.ts";
import { type AuditLine, entryColumns, entryOf } from "./entry-line-sql.ts";
import type { ListAuditInput } from "./schemas.ts";

export interface AuditPage {
  entries: AuditLine[];
  nextCursor: string | null;
}

/**
 * Who did what to what and when (O3), newest first, narrowed by person, kind of thing and days.
 * @throws {PackpostError} forbidden, invalid_input (its cursor)
 */
export function listAudit({ ctx, input }: { ctx: Context; input: ListAuditInput }): Promise<AuditPage> {
  requirePermission(ctx, "audit.read");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  const { pageSize } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string; at: string }>`
      select ${entryColumns} from (${auditEntries(input, { after, rows: pageSize + 1 })}) entry
      order by entry.at desc, entry.id desc`.execute(em.getKysely());
    const page = rows.slice(0, pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      entries: page.map(entryOf),
      nextCursor: last === undefined ? null : encodeCursor([last.at, last.id]),
    };
  });
}
