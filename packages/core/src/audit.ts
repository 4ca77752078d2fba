import { Audit } from "@packpost/db/entities/audit.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { AuditAction, AuditSubject } from "./audit-deeds.ts";
import type { Context } from "./context.ts";

/**
 * Adds an audit row (O3) to the running transaction.
 * @param entry.action past tense with its noun: `campaign.sent`
 * @param entry.detail what changed; ids and counts, no addresses
 */
export function writeAudit(
  em: EntityManager,
  ctx: Context,
  entry: {
    action: AuditAction;
    subjectKind: AuditSubject;
    subjectId: string;
    detail?: Record<string, unknown>;
  },
): void {
  em.create(Audit, {
    organisationId: ctx.organisationId,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.kind === "system" ? null : ctx.actor.id,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    detail: entry.detail ?? {},
  });
}

/** The same for many things at once, in one statement. @param entries as {@link writeAudit} takes them */
export async function writeAudits(
  em: EntityManager,
  ctx: Context,
  entries: readonly {
    action: AuditAction;
    subjectKind: AuditSubject;
    subjectId: string;
    detail: Record<string, unknown>;
  }[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into audit (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id, detail)
    select ${ctx.organisationId}, ${ctx.actor.kind}, ${ctx.actor.kind === "system" ? null : ctx.actor.id}::uuid,
      action, "subjectKind", "subjectId", detail
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as entry (action text, "subjectKind" text, "subjectId" uuid, detail jsonb)`.execute(em.getKysely());
}
