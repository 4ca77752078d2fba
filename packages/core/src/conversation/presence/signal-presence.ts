import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { noSuchThread } from "../hold-thread.ts";
import { isThreadOf, visibleThreads } from "../thread-scope.ts";
import {
  PRESENCE_CHANNEL,
  type PresenceSignal,
  type SignalPresenceInput,
  writePresenceSignal,
} from "./presence-signal.ts";

/**
 * The actor looks at a thread, or writes in it (V10). Told to every web process by NOTIFY and kept in none but their memory, for
 * seconds: no row is written, and the commit waits for no disk.
 * @returns what was told
 * @throws {PackpostError} not_found, also outside the actor's scope; forbidden for who is no person
 */
export async function signalPresence({
  ctx,
  input,
}: {
  ctx: Context;
  input: SignalPresenceInput;
}): Promise<PresenceSignal> {
  const { actor, organisationId } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer")
    throw new PackpostError("forbidden", "Only people look at conversations.");
  const told = { ...input, organisationId, kind: actor.kind, personId: actor.id };
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql<{ id: string }>`
      select thread.id from thread where ${isThreadOf(ctx, input.threadId)} and ${visibleThreads(ctx)}`.execute(
      kysely,
    );
    const [thread] = rows;
    if (thread === undefined) throw noSuchThread();
    const signal = { ...told, threadId: thread.id };
    await sql`set local synchronous_commit = off`.execute(kysely);
    await sql`select pg_notify(${PRESENCE_CHANNEL}, ${writePresenceSignal(signal)})`.execute(kysely);
    return signal;
  });
}
