import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { OpenThreadInput } from "./schemas.ts";
import { visibleThreads, visitsOfDay } from "./thread-scope.ts";

/**
 * The thread of a family (V1: one each), made when it is first asked for.
 * @returns its id
 * @throws {PackpostError} not_found, also for a family outside the actor's scope
 */
export async function openThread({ ctx, input }: { ctx: Context; input: OpenThreadInput }): Promise<string> {
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    // The scope is asked of the family before there is a thread of it.
    await sql`
      insert into thread (organisation_id, family_id)
      select thread.organisation_id, thread.family_id
      from (select organisation_id, id as family_id from family where organisation_id = ${organisationId} and id = ${input.familyId}) thread
      where ${visibleThreads(ctx)}
      on conflict (family_id, organisation_id) do nothing`.execute(kysely);
    const { rows } = await sql<{ id: string }>`
      select id from thread where organisation_id = ${organisationId} and family_id = ${input.familyId} and ${visibleThreads(ctx)}`.execute(
      kysely,
    );
    const [thread] = rows;
    if (thread === undefined) throw noSuchThread();
    await noteWhyOpened(em, ctx, thread.id, input.familyId);
    return thread.id;
  });
}

/** Because of which visit somebody could open a family's thread who sees not all of them: "Sam could, because of the 10:00 visit". */
async function noteWhyOpened(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  familyId: string,
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "staff" || actor.permissions.has("conversation.all")) return;
  const { rows } = await sql<{ id: string; startsAt: string }>`
    select visit.id, visit.starts_at as "startsAt" ${visitsOfDay(ctx, { staffMemberId: sql`${actor.id}`, familyId: sql`${familyId}::uuid` })} order by visit.starts_at`.execute(
    em.getKysely(),
  );
  const detail = { visits: rows };
  writeAudit(em, ctx, { action: "conversation.opened", subjectKind: "thread", subjectId: threadId, detail });
}
