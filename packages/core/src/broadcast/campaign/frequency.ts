import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../../context.ts";

const rowSchema = z.object({ ids: z.array(z.string()), families: z.array(z.string()) });

/**
 * Whether a person's mailbox has had enough campaigns lately, as SQL over `customer`: looked at again at the claim, since another campaign may
 * have reached it meanwhile. By recipient_one_a_mailbox, one probe for each campaign that counts. Claims of an organisation that limits
 * this come one after the other until their transaction ends, so that two campaigns never take one mailbox at the same moment.
 * @param most how many it may have had
 * @returns null where nothing counts against this campaign
 */
export async function lockFrequency(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
  most: number,
): Promise<RawBuilder<boolean> | null> {
  const kysely = em.getKysely();
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.frequency)}, hashtext(${ctx.organisationId}))`.execute(
    kysely,
  );
  const { rows } = await sql`
    select coalesce(array_agg(broadcast_id), '{}') as ids, coalesce(array_agg(family), '{}') as families
    from recent_campaigns(${broadcastId}::uuid)`.execute(kysely);
  const { ids, families } = rowSchema.parse(rows[0]);
  if (ids.length < most) return null;
  return sql<boolean>`(
    select count(distinct recent.family) >= ${most}::int
    from unnest(${ids}::uuid[], ${families}::uuid[]) recent (id, family) cross join lateral (
      select from recipient got
      where got.organisation_id = app_organisation_id() and got.broadcast_id = recent.id and got.email_key = customer.email_key
        and got.skipped_at is null and has_reached(got.status, got.delivered_at) offset 0) got)`;
}
