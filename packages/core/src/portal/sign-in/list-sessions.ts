import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

export interface ShownSession {
  readonly id: string;
  /** "Safari, iPhone"; empty when the browser did not say. */
  readonly device: string;
  readonly createdAt: string;
  readonly seenAt: string;
}

/** Where the acting customer is signed in, the newest first. @throws {PackpostError} forbidden */
export async function listSessions({ ctx }: { ctx: Context }): Promise<ShownSession[]> {
  requirePermission(ctx, "conversation.own_family");
  const customerId = ctx.actor.kind === "customer" ? ctx.actor.id : null;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<ShownSession>`
      select id, device, to_jsonb(created_at) #>> '{}' as "createdAt", to_jsonb(seen_at) #>> '{}' as "seenAt" from portal_session
      where organisation_id = ${ctx.organisationId} and customer_id = ${customerId}::uuid and ended_at is null and expires_at > app_now()
      order by created_at desc limit 50`.execute(em.getKysely()),
  );
  return rows;
}
