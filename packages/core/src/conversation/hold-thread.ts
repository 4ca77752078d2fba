import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { isThreadOf, visibleThreads } from "./thread-scope.ts";

/** What whoever writes in a thread goes by. */
export interface HeldThread {
  id: string;
  familyId: string | null;
  stranger: string | null;
  lastNumber: number;
  active: boolean;
}

/**
 * A thread that the actor may see, its row held to the end of the unit of work: entries are numbered one after the other. One that was
 * joined to a family's leads there.
 * @throws {PackpostError} not_found, also for a thread of another organisation or outside the actor's scope
 */
export async function holdThread(em: EntityManager, ctx: Context, threadId: string): Promise<HeldThread> {
  const { rows } = await sql<HeldThread>`
    select thread.id, family_id as "familyId", stranger, last_number as "lastNumber", active
    from thread
    where ${isThreadOf(ctx, threadId)} and ${visibleThreads(ctx)}
    for no key update of thread`.execute(em.getKysely());
  const [thread] = rows;
  if (thread !== undefined) return thread;
  throw noSuchThread();
}

/** The one answer for a thread that there is not and for one that is none of theirs. */
export function noSuchThread(): PackpostError {
  return new PackpostError("not_found", "This conversation is not open to you.", {
    effect: "Nothing was sent or changed. What you wrote is kept as a draft.",
    nextStep: "Basic staff see the families they visit today; ask a senior colleague if it is urgent.",
  });
}
