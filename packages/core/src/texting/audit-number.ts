import type { EntityManager } from "@packpost/db/orm";
import { writeAudit } from "../audit.ts";
import type { AuditAction } from "../audit-deeds.ts";
import type { Context } from "../context.ts";

/** Audits what was said of a number: by its last digits, since an audit names no address. */
export function auditNumber(
  em: EntityManager,
  ctx: Context,
  entry: { readonly action: AuditAction; readonly number: string; readonly detail?: Record<string, unknown> },
): void {
  const { action, number, detail } = entry;
  const subject = { subjectKind: "organisation", subjectId: ctx.organisationId } as const;
  writeAudit(em, ctx, { action, ...subject, detail: { numberEndsWith: number.slice(-4), ...detail } });
}
