import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { routesOf, type TextingState, type TextRoute, textingState } from "../texting/read-text-routes.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { ThreadIdInput } from "./schemas.ts";
import { isThreadOf, visibleThreads } from "./thread-scope.ts";

export interface TextRoutes {
  readonly texting: TextingState;
  readonly routes: readonly TextRoute[];
}

/**
 * Who of a thread can be texted, and why not (V8, A14): the family's people with their numbers, or the stranger.
 * @throws {PackpostError} forbidden, not_found
 */
export async function textRoutes({
  ctx,
  input,
}: {
  ctx: Context;
  input: ThreadIdInput;
}): Promise<TextRoutes> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await sql<{ id: string }>`
      select thread.id from thread where ${isThreadOf(ctx, input.threadId)} and ${visibleThreads(ctx)}`.execute(
      em.getKysely(),
    );
    const threadId = thread.rows[0]?.id;
    if (threadId === undefined) throw noSuchThread();
    return { texting: await textingState(em, ctx), routes: await routesOf(em, ctx, threadId) };
  });
}
