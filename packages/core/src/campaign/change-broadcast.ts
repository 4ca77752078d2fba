import type { BroadcastKind, BroadcastStatus } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { BroadcastDeed } from "../audit-deeds.ts";
import type { Context } from "../context.ts";

/** A guarded change of a status: "set X where the state is Y". */
export interface BroadcastChange {
  readonly from: readonly BroadcastStatus[];
  /** The new status, as SQL, since it may depend on the row. */
  readonly to: RawBuilder<unknown>;
  /** Further columns, as SQL after `set`. */
  readonly set?: RawBuilder<unknown>;
  readonly and?: RawBuilder<unknown>;
  /** For the audit: past tense, behind the kind's name. */
  readonly happened: BroadcastDeed;
  readonly detail?: Record<string, unknown>;
}

/** What staff do to a broadcast under way, whatever its kind (C8, A10). */
export const moves = {
  /** No claim is committed after this commits; calls in flight finish. */
  pause: {
    from: ["scheduled", "sending"],
    to: sql`'paused'`,
    set: sql`pause_reason = 'Paused by hand.'`,
    happened: "paused",
  },
  resume: {
    from: ["paused"],
    to: sql`case when sending_began_at is null then 'scheduled' else 'sending' end`,
    // Who resumes has seen the numbers: a grown audience is confirmed by it, and trouble counts from here on.
    set: sql`pause_reason = null, resumed_at = app_now(),
      confirmed_count = case when sending_began_at is null then coalesce(due_count, confirmed_count) else confirmed_count end`,
    happened: "resumed",
  },
  /** No claim is committed after this commits; its workflow then marks everyone still waiting. */
  cancel: {
    from: ["scheduled", "sending", "paused"],
    to: sql`'cancelled'`,
    set: sql`finished_at = app_now(), pause_reason = null`,
    happened: "cancelled",
  },
} as const satisfies Record<string, BroadcastChange>;

/**
 * Changes a broadcast's status, counted and audited in the same transaction; its workflow is woken after the commit.
 * @returns whether it happened; false = somebody else was faster, or there is none
 */
export async function changeBroadcast(
  em: EntityManager,
  ctx: Context,
  broadcast: { readonly id: string; readonly kind: BroadcastKind },
  change: BroadcastChange,
): Promise<boolean> {
  const { id, kind } = broadcast;
  const changed = await sql`
    update broadcast set status = ${change.to}, revision = revision + 1, changed_at = app_now()
      ${change.set ? sql`, ${change.set}` : sql``}
    where id = ${id} and organisation_id = ${ctx.organisationId} and kind = ${kind} and status = any(${change.from}::text[])
      ${change.and ? sql`and ${change.and}` : sql``}`.execute(em.getKysely());
  if (!changed.numAffectedRows) return false;
  const detail = change.detail ? { detail: change.detail } : {};
  writeAudit(em, ctx, { action: `${kind}.${change.happened}`, subjectKind: kind, subjectId: id, ...detail });
  ctx.workflows.wakeBroadcast(broadcast);
  return true;
}
