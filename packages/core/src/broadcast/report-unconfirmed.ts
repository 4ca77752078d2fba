import { broadcastKinds } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { readUnconfirmedElsewhere } from "../campaign/progress/read-reconciling.ts";
import type { Context } from "../context.ts";
import { kinds } from "./kinds.ts";

const rowSchema = z.object({
  kind: z.enum(broadcastKinds),
  reported: z.number(),
  finished: z.boolean(),
  n: z.coerce.number(),
});

/** Mails whom a broadcast's kind names that people of it are unconfirmed; see {@link tellUnconfirmedIn}. */
export async function reportUnconfirmed({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) => tellUnconfirmedIn(em, ctx, input.broadcastId));
}

/**
 * The same in the running transaction: once when it begins, and once more when the broadcast has finished with more of them
 * than were told of. Uses recipient_by_status.
 */
export async function tellUnconfirmedIn(em: EntityManager, ctx: Context, broadcastId: string): Promise<void> {
  const kysely = em.getKysely();
  const { rows } = await sql`
    select kind, unconfirmed_reported as reported, status in ('sent', 'cancelled') as finished,
      (select count(*) from recipient where broadcast_id = broadcast.id and settled_status = 'unconfirmed' and settled_status >= '') as n
    from broadcast where id = ${broadcastId} and organisation_id = ${ctx.organisationId} for no key update`.execute(
    kysely,
  );
  const { kind, reported, finished, n } = rowSchema.parse(rows[0]);
  const news = n > 0 && (reported === 0 || (finished && n > reported));
  if (!news && !(n === 0 && reported > 0)) return;
  await sql`update broadcast set unconfirmed_reported = ${n} where id = ${broadcastId} and organisation_id = ${ctx.organisationId}`.execute(
    kysely,
  );
  if (!news) return;
  const elsewhere = await readUnconfirmedElsewhere(em, broadcastId);
  await kinds[kind].tellUnconfirmed(em, ctx, { broadcastId, people: n, elsewhere });
}
