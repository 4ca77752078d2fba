import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { openFile } from "../paging/file-sql.ts";
import { auditEntries } from "./entries-sql.ts";
import { type AuditLine, entryColumns, entryOf } from "./entry-line-sql.ts";
import type { AuditFilter } from "./schemas.ts";

/** The audit as a file wants it. */
export interface AuditExport {
  /** Zone of the organisation, for the times. */
  zone: string;
  /** Portions, newest first; all of one moment. */
  pages: AsyncGenerator<AuditLine[]>;
}

/**
 * What the audit shows under its filters, for a file (O3). That it was exported stands in it before the first portion leaves.
 * @throws {PackpostError} forbidden, unavailable
 */
export async function exportAudit({
  ctx,
  input,
}: {
  ctx: Context;
  input: AuditFilter;
}): Promise<AuditExport> {
  requirePermission(ctx, "audit.read");
  const lines = sql`select ${entryColumns} from (${auditEntries(input, null)} offset 0) entry`;
  const pages = await openFile(ctx, lines, entryOf);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    writeAudit(em, ctx, {
      ...{ action: "audit.exported", subjectKind: "organisation", subjectId: ctx.organisationId },
      detail: { ...input },
    });
    return { zone: await zoneOf(em, ctx), pages };
  });
}
