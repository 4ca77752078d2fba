import type { BroadcastKind } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { writeAudit } from "../audit.ts";
import type { BroadcastDeed } from "../audit-deeds.ts";
import type { Context } from "../context.ts";

/**
 * Adds what happened to a broadcast to the audit, named by its kind: `campaign.paused`, of the subject kind `campaign`.
 * @param happened past tense
 * @param detail what changed; ids and counts, no addresses
 */
export function auditBroadcast(
  em: EntityManager,
  ctx: Context,
  broadcast: { readonly id: string; readonly kind: BroadcastKind },
  happened: BroadcastDeed,
  detail: Record<string, unknown> = {},
): void {
  const { id, kind } = broadcast;
  writeAudit(em, ctx, { action: `${kind}.${happened}`, subjectKind: kind, subjectId: id, detail });
}
