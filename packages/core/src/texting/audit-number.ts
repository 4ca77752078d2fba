import type { EntityManager } from "@packpost/db/orm";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/** Audits what was said of a number: by its last digits, since an audit names no address. */
export function auditNumber(
  em: EntityManager,
  ctx: Context,
  entry: { readonly action: string; readonly number: string; readonly detail?: Record<string, unknown> },
): void {
  const { action, number, detail } = entry;
  const subject = { subjectKind: "organisation", subjectId: ctx.organisationId };
  writeAudit(em, ctx, { action, ...subject, detail: { numberEndsWith: number.slice(-4), ...detail } });
}
