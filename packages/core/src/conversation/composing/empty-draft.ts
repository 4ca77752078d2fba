import type { DraftKind } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/**
 * The actor's draft has been sent (T12): it is emptied in the running transaction and its version raised above the one sent, so that a
 * late save of it, from this tab or another device, loses. What was begun after it, and saved before it could be sent, stays.
 * @param draft.version the one that was sent; left out = none was saved by the writer's page
 */
export async function emptyDraft(
  em: EntityManager,
  ctx: Context,
  draft: { threadId: string; kind: DraftKind; version?: number | undefined },
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer") return;
  const human = actor.kind === "staff" ? sql.ref("staff_member_id") : sql.ref("customer_id");
  await sql`
    insert into draft (organisation_id, thread_id, ${human}, kind, body, version)
    values (${ctx.organisationId}, ${draft.threadId}, ${actor.id}, ${draft.kind}, '', ${(draft.version ?? 0) + 1})
    on conflict (thread_id, ${human}, kind, organisation_id) do update
      set body = '', text_to = null, version = greatest(draft.version, ${draft.version ?? 0}::int) + 1, updated_at = app_now()
      where ${draft.version ?? null}::int is null or draft.version <= ${draft.version ?? null}::int`.execute(
    em.getKysely(),
  );
}
