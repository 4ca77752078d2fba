import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../../context.ts";

/** The other campaigns that a campaign is linked with by resends (C16), each once. */
export interface ResendFamily {
  /** What it is a resend of, and what that is one of. */
  readonly ancestors: readonly string[];
  /** Its resends, those of its ancestors, and theirs. */
  readonly others: readonly string[];
}

const rowSchema = z.object({
  root: z.string().nullable(),
  ancestors: z.array(z.string()),
  all: z.array(z.string()),
});

/**
 * The family of a campaign that is about to be claimed from. Claims of one family come one after the other until their
 * transaction ends, so that each sees whom the last one took. A campaign without relatives costs two look-ups by key and
 * campaign_children, and waits for nobody.
 */
export async function lockResendFamily(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<ResendFamily> {
  const read = async () => {
    const { rows } = await sql`${prepared}
      with recursive up as (
        select id, parent_id, 0 as depth from campaign where id = ${broadcastId} and organisation_id = ${ctx.organisationId}
        union all
        select campaign.id, campaign.parent_id, depth + 1 from up
        join campaign on campaign.id = up.parent_id and campaign.organisation_id = ${ctx.organisationId}
      ), down as (
        select id from up where parent_id is null
        union all
        select campaign.id from down join campaign on campaign.parent_id = down.id and campaign.organisation_id = ${ctx.organisationId}
      )
      select (select id from up where parent_id is null) as root,
        array(select id from up where depth > 0) as ancestors, array(select id from down) as all`.execute(
      em.getKysely(),
    );
    return rowSchema.parse(rows[0]);
  };
  const found = await read();
  if (found.all.length < 2) return { ancestors: [], others: [] };
  await sql`select pg_advisory_xact_lock(7303, hashtext(${found.root}))`.execute(em.getKysely());
  const { ancestors, all } = await read();
  return { ancestors, others: all.filter((id) => id !== broadcastId && !ancestors.includes(id)) };
}

/**
 * Whether a campaign of the family has reached a person or may have, as SQL. A resend includes those of whom it is not
 * known whether an ancestor reached them; of its siblings' people it takes nobody in doubt. By recipient's own key.
 * @param customerId the person, as SQL
 */
export function alreadyReceived(
  { ancestors, others }: ResendFamily,
  customerId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (ancestors.length + others.length === 0) return sql<boolean>`false`;
  return sql<boolean>`exists (
    select from recipient got
    where got.organisation_id = app_organisation_id() and got.broadcast_id = any(${[...ancestors, ...others]}::uuid[])
      and got.customer_id = ${customerId}
      and (got.status in ('claimed', 'sent', 'delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint')
        or got.status = 'bounced' and got.delivered_at is not null
        or got.status = 'unconfirmed' and got.broadcast_id = any(${others}::uuid[])))`;
}
