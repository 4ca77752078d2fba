import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { OpenThreadInput } from "./schemas.ts";
import { visibleThreads } from "./thread-scope.ts";

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
    return thread.id;
  });
}
