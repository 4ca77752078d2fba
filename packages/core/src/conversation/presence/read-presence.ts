import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { dayOf } from "../../local-time/day-sql.ts";
import { noSuchThread } from "../hold-thread.ts";
import { visibleThreads } from "../thread-scope.ts";

/** Somebody in a thread at this moment, as the web's memory has them. */
export interface Present {
  readonly threadId: string;
  readonly kind: "staff" | "customer";
  readonly id: string;
  readonly doing: "viewing" | "typing" | "noting";
}

export interface PresentPerson extends Omit<Present, "kind"> {
  /** `team`: a customer is not told who of the team it is. */
  readonly kind: Present["kind"] | "team";
  readonly name: string;
}

/** Who is looking and writing, in the threads that the actor may see. */
export interface PresenceState {
  readonly people: readonly PresentPerson[];
}

/**
 * Who is in the threads of a topic (V10), within the actor's scope at this moment (V6). A customer learns that the team writes to them,
 * and neither who, nor who looks, nor that a note is written.
 * @param input.threadId the thread that is asked about; null = all of the organisation's
 * @returns also in how many milliseconds the actor's access may end with the organisation's day
 * @throws {PackpostError} not_found, also outside the actor's scope
 */
export async function readPresence({
  ctx,
  input: { threadId, present },
}: {
  ctx: Context;
  input: { threadId: string | null; present: readonly Present[] };
}): Promise<PresenceState & { dayEndsInMs: number | undefined }> {
  const { actor, organisationId } = ctx;
  const asked = threadId === null ? [...new Set(present.map((one) => one.threadId))] : [threadId];
  const seesAll = actor.permissions.has("conversation.all") || actor.kind === "system";
  if (threadId === null && !seesAll) throw noSuchThread();
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql<{ id: string; dayEndsInMs: number }>`
      select thread.id, ceil(extract(epoch from ${dayOf().ends} - app_now()) * 1000)::int as "dayEndsInMs"
      from thread join organisation on organisation.id = thread.organisation_id
      where thread.organisation_id = ${organisationId} and thread.id = any (${asked}::uuid[]) and ${visibleThreads(ctx)}`.execute(
      kysely,
    );
    if (threadId !== null && rows.length === 0) throw noSuchThread();
    const visible = new Set(rows.map(({ id }) => id));
    const shown = present.filter((one) => visible.has(one.threadId));
    const dayEndsInMs = actor.kind === "staff" && !seesAll ? rows[0]?.dayEndsInMs : undefined;
    if (actor.kind === "customer") return { people: teamOf(shown), dayEndsInMs };
    if (shown.length === 0) return { people: [], dayEndsInMs };
    const named = await sql<{ id: string; name: string }>`
      select id, name from staff_member where organisation_id = ${organisationId} and id = any (${shown.map(({ id }) => id)}::uuid[])
      union all
      select id, coalesce(nullif(btrim(first_name), ''), btrim(last_name)) from customer
      where organisation_id = ${organisationId} and id = any (${shown.map(({ id }) => id)}::uuid[])`.execute(
      kysely,
    );
    const names = new Map(named.rows.map(({ id, name }) => [id, name]));
    return { people: shown.map((one) => ({ ...one, name: names.get(one.id) ?? "" })), dayEndsInMs };
  });
}

function teamOf(present: readonly Present[]): PresentPerson[] {
  const typing = present.find(({ kind, doing }) => kind === "staff" && doing === "typing");
  return typing === undefined
    ? []
    : [{ threadId: typing.threadId, kind: "team", id: "", name: "", doing: "typing" }];
}
