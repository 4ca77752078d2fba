import type { EntityManager } from "@packpost/db/orm";
import type { EmailSuppression } from "@packpost/providers/email-suppressions";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { suppressionRows, takeSuppressions } from "./take-suppressions.ts";

/** What a comparison found to be different, after taking over what was the provider's. */
export interface SuppressionDrift {
  /** Taken over here: suppressions and opt-outs that we had not heard of. */
  taken: number;
  /** Addresses suppressed by hand here that the provider does not know. */
  toGive: string[];
  /** Addresses let go here that the provider still holds. */
  toLift: string[];
  /** Bounces and complaints that stand here and not there; they stay. */
  onlyHere: number;
}

const driftSchema = z.object({
  toGive: z.array(z.string()),
  toLift: z.array(z.string()),
  onlyHere: z.number(),
});

/**
 * Takes over what the provider suppresses and says what it should be told. Who lifted something here after the provider
 * wrote it down meant the provider's too; a complaint is never lifted.
 *
 * @param list all of the provider's suppressions
 */
export async function compareSuppressions(
  em: EntityManager,
  ctx: Context,
  list: readonly EmailSuppression[],
): Promise<SuppressionDrift> {
  const taken = await takeSuppressions(em, ctx, list);
  const { rows } = await sql`
    with provider as materialized (select * from ${suppressionRows(list)}),
    eligibility_here as (
      select value_key, reason from suppression
      where organisation_id = ${ctx.organisationId} and kind = 'address' and lifted_at is null)
    select
      (select coalesce(array_agg(value_key), '{}') from eligibility_here
       where reason = 'by_hand' and value_key not in (select address from provider)) as "toGive",
      (select coalesce(array_agg(address), '{}') from provider
       where address not in (select value_key from eligibility_here) and (${liftedHere(ctx)} or ${subscribedAgain(ctx)})) as "toLift",
      (select count(*)::int from eligibility_here
       where reason <> 'by_hand' and value_key not in (select address from provider)) as "onlyHere"`.execute(
    em.getKysely(),
  );
  return { taken, ...driftSchema.parse(rows[0]) };
}

const liftedHere = (ctx: Context): RawBuilder<boolean> => sql<boolean>`exists (
  select from suppression lifted where lifted.organisation_id = ${ctx.organisationId} and lifted.value_key = provider.address
    and lifted.kind = 'address' and lifted.reason = provider.reason and lifted.lifted_at > provider.at)`;

/** Somebody at the mailbox subscribed again after the provider wrote down the opt-out. */
const subscribedAgain = (ctx: Context): RawBuilder<boolean> => sql<boolean>`(
  provider.reason = 'opt_out' and exists (
    select from mailbox_choice choice where choice.organisation_id = ${ctx.organisationId}
      and choice.email_key = provider.address and choice.subscribed and choice.changed_at > provider.at))`;
