import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { openThread } from "../conversation/open-thread.ts";
import { PackpostError } from "../errors.ts";

/** The acting customer, and the one thread that is theirs (V1). */
export interface OwnThread {
  readonly customerId: string;
  readonly threadId: string;
}

/**
 * The thread of the acting customer's family, made when it is first asked for. No procedure of the portal opens another by its id:
 * whoever leaves a family has left its thread with that.
 * @param writtenFor the thread that the page showed when something was written in it (T12)
 * @throws {PackpostError} forbidden; not_found when they are gone, or it was written for another family's
 */
export async function ownThread(ctx: Context, writtenFor?: string): Promise<OwnThread> {
  requirePermission(ctx, "conversation.own_family");
  const { actor } = ctx;
  if (actor.kind !== "customer") throw new PackpostError("forbidden", "These are a customer's own pages.");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ familyId: string; threadId: string | null }>`
      select customer.family_id as "familyId", thread.id as "threadId" from customer
      left join thread on thread.organisation_id = customer.organisation_id and thread.family_id = customer.family_id
      where customer.organisation_id = ${ctx.organisationId} and customer.id = ${actor.id}`.execute(
      em.getKysely(),
    ),
  );
  const [found] = rows;
  if (found === undefined) throw new PackpostError("not_found", "This account is not there any more.");
  const threadId = found.threadId ?? (await openThread({ ctx, input: { familyId: found.familyId } }));
  if (writtenFor !== undefined && writtenFor !== threadId)
    throw new PackpostError("not_found", "This conversation is not theirs any more.");
  return { customerId: actor.id, threadId };
}
