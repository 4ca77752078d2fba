import { Customer } from "@packpost/db/entities/customer.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { type QuietAt, quietAt } from "../quiet-hours/quiet-at.ts";
import { routesOf, type TextingState, type TextRoute, textingState } from "../texting/read-text-routes.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { ThreadIdInput } from "./schemas.ts";
import { isThreadOf, visibleThreads } from "./thread-scope.ts";

export interface TextRoutes {
  readonly texting: TextingState;
  readonly routes: readonly KnownRoute[];
}

export interface KnownRoute extends TextRoute {
  /** When no text goes there by itself (A12, T35); null = at any time, or there is no number. */
  readonly quiet: QuietAt | null;
}

/**
 * Who of a thread can be texted, and why not (V8, A14), and when nobody is there by itself (A12): the family's people with their numbers, or the stranger.
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
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const routes = await routesOf(em, ctx, threadId);
    const zones = await zonesOf(em, ctx, routes);
    return {
      texting: await textingState(em, ctx),
      routes: routes.map((route) => {
        const { number, customerId } = route;
        const zone = zones.get(customerId) ?? null;
        return { ...route, quiet: number === null ? null : quietAt(organisation, { number, zone }) };
      }),
    };
  });
}

/** What people's files say of where they live. */
async function zonesOf(em: EntityManager, ctx: Context, routes: readonly TextRoute[]) {
  const ids = routes.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const people = await em.find(
    Customer,
    { organisationId: ctx.organisationId, id: { $in: ids } },
    { fields: ["id", "zone"] },
  );
  return new Map<string | null, string | null>(people.map(({ id, zone }) => [id, zone ?? null]));
}
