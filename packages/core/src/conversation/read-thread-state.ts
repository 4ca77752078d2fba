import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { dayOf } from "../local-time/day-sql.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { ThreadIdInput } from "./schemas.ts";
import { isThreadOf, visibleThreads } from "./thread-scope.ts";

/** How far a thread has come: whoever shows it asks for what changed since their own revision (T8). */
export interface ThreadState {
  revision: number;
  lastNumber: number;
}

/**
 * What an open page of a thread is woken by, within the actor's scope at this moment (T55).
 * @returns also in how many milliseconds the organisation's day ends, if the actor's access ends with it (V6)
 * @throws {PackpostError} not_found, also outside the actor's scope
 */
export async function readThreadState({
  ctx,
  input,
}: {
  ctx: Context;
  input: ThreadIdInput;
}): Promise<ThreadState & { dayEndsInMs: number | undefined }> {
  const { actor, organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<ThreadState & { dayEndsInMs: number }>`
      select thread.revision, thread.last_number as "lastNumber",
        ceil(extract(epoch from ${dayOf().ends} - app_now()) * 1000)::int as "dayEndsInMs"
      from thread join organisation on organisation.id = thread.organisation_id
      where ${isThreadOf(ctx, input.threadId)} and ${visibleThreads(ctx)}`.execute(em.getKysely());
    const [state] = rows;
    if (state === undefined) throw noSuchThread();
    const byVisits = actor.kind === "staff" && !actor.permissions.has("conversation.all");
    return { ...state, dayEndsInMs: byVisits ? state.dayEndsInMs : undefined };
  });
}
