import { Audit } from "@packpost/db/entities/audit.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "./context.ts";

/**
 * Adds an audit row (O3) to the running transaction.
 * @param entry.action past tense with its noun: `campaign.sent`
 * @param entry.detail what changed; ids and counts, no addresses
 */
export function writeAudit(
  em: EntityManager,
  ctx: Context,
  entry: { action: string; subjectKind: string; subjectId: string; detail?: Record<string, unknown> },
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
