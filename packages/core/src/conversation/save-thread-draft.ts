import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { SaveThreadDraftInput } from "./schemas.ts";
import { visibleThreads } from "./thread-scope.ts";

export type SaveThreadDraftOutcome =
  | { outcome: "saved"; version: number }
  /** Another tab or device has saved a newer one, or it has been sent: nothing was overwritten. */
  | { outcome: "older"; body: string; version: number; textTo: string | null };

/**
 * Keeps what somebody is writing in a thread (V2, T12): one draft a human, thread and kind; a version that is not newer loses.
 * @throws {PackpostError} forbidden, not_found
 */
export async function saveThreadDraft({
  ctx,
  input,
}: {
  ctx: Context;
  input: SaveThreadDraftInput;
}): Promise<SaveThreadDraftOutcome> {
  const { actor, organisationId } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer")
    throw new PackpostError("forbidden", "Only people write drafts.");
  const human = actor.kind === "staff" ? sql.ref("staff_member_id") : sql.ref("customer_id");
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const visible = await sql`
      select from thread where organisation_id = ${organisationId} and id = ${input.threadId} and ${visibleThreads(ctx)}`.execute(
      kysely,
    );
    if (visible.rows.length === 0) throw noSuchThread();
    const saved = await sql<{ version: number }>`
      insert into draft (organisation_id, thread_id, ${human}, kind, body, version, text_to)
      values (${organisationId}, ${input.threadId}, ${actor.id}, ${input.kind}, ${input.body}, ${input.version}, ${input.textTo ?? null})
      on conflict (thread_id, ${human}, kind, organisation_id) do update
        set body = excluded.body, version = excluded.version, text_to = excluded.text_to, updated_at = app_now() where draft.version < excluded.version
      returning version`.execute(kysely);
    if (saved.rows[0]) return { outcome: "saved", version: saved.rows[0].version };
    const stands = await sql<{ body: string; version: number; textTo: string | null }>`
      select body, version, text_to as "textTo" from draft
      where organisation_id = ${organisationId} and thread_id = ${input.threadId} and ${human} = ${actor.id} and kind = ${input.kind}`.execute(
      kysely,
    );
    return { outcome: "older", ...(stands.rows[0] ?? { body: "", version: input.version, textTo: null }) };
  });
}
