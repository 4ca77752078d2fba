import { inOrganisation } from "@packpost/db/orm";
import type { EmailSuppression } from "@packpost/providers/email-suppressions";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { suppressionRows, takeSuppressions } from "../suppression/take-suppressions.ts";

/** So many addresses a run at most; the next run goes on. */
const MOST_A_RUN = 5_000;
/** Up to so many addresses are asked about one by one, more by reading the provider's whole list once. */
const MOST_SINGLE = 20;

const kindOf = sql`case reason when 'complaint' then 'earlier_complaint' when 'hard_bounce' then 'earlier_bounce'
  when 'opt_out' then 'unsubscribed' else 'blocked_by_hand' end`;

/**
 * Finds out why the provider refused addresses it does not write to (C9): its refusal does not say. First from our own
 * suppressions, then by asking it, once an address however often it was refused; what it tells stands here from then on
 * (C14). Runs beside sending and never in its way; a run that cannot ask leaves the rest to the next one.
 *
 * @returns how many recipients were explained
 */
export async function explainDrops({ ctx }: { ctx: WorkerContext }): Promise<number> {
  const known = await explainFromOwn(ctx);
  const addresses = await unexplained(ctx);
  if (addresses.length === 0) return known;
  const reported = await ask(ctx, addresses);
  const explained = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await takeSuppressions(em, ctx, reported.found);
    // Whom the provider suppresses no more, it had let go in the minute between: nothing is known but its refusal.
    const { numAffectedRows = 0n } = await sql`
      update recipient set drop_reason = coalesce((select ${kindOf} from ${suppressionRows(reported.found)} where address = lower(btrim(recipient.email))), 'other')
      where organisation_id = ${ctx.organisationId} and drop_reason = 'inactive'
        and lower(btrim(email)) = any(${reported.asked}::text[])`.execute(em.getKysely());
    return Number(numAffectedRows);
  });
  return known + explained;
}

/** What stands here of the address: a complaint says more than a bounce, a bounce more than a block by hand. */
async function explainFromOwn(ctx: Context): Promise<number> {
  const { numAffectedRows = 0n } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update recipient set drop_reason = reported.kind
      from (select distinct on (value_key) value_key, ${kindOf} as kind from suppression
            where organisation_id = ${ctx.organisationId} and kind = 'address' and lifted_at is null
              and value_key in (select lower(btrim(email)) from recipient where organisation_id = ${ctx.organisationId} and drop_reason = 'inactive')
            order by value_key, array_position(array['complaint', 'hard_bounce', 'by_hand'], reason)) reported
      where recipient.organisation_id = ${ctx.organisationId} and drop_reason = 'inactive' and lower(btrim(recipient.email)) = reported.value_key`.execute(
      em.getKysely(),
    ),
  );
  return Number(numAffectedRows);
}

/** Addresses to ask about, the longest refused first. Uses recipient_drop_unexplained. */
async function unexplained(ctx: Context): Promise<string[]> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select lower(btrim(email)) as address from recipient
      where organisation_id = ${ctx.organisationId} and drop_reason = 'inactive' and email is not null
      group by 1 order by min(dropped_at) limit ${MOST_A_RUN}`.execute(em.getKysely()),
  );
  return rows.map((row) => z.object({ address: z.string() }).parse(row).address);
}

/** Outside of any transaction, one call after the other; ends at the first that is not answered. */
async function ask(
  ctx: WorkerContext,
  addresses: readonly string[],
): Promise<{ asked: string[]; found: EmailSuppression[] }> {
  const { suppressions } = await ctx.providerFor("email");
  if (addresses.length > MOST_SINGLE) {
    const all = await suppressions.list(BULK_STREAM);
    if (all.outcome !== "listed") return { asked: [], found: [] };
    const wanted = new Set(addresses);
    return { asked: [...addresses], found: all.suppressions.filter(({ address }) => wanted.has(address)) };
  }
  const asked: string[] = [];
  const found: EmailSuppression[] = [];
  for (const address of addresses) {
    const answer = await suppressions.find(BULK_STREAM, address);
    if (answer.outcome !== "listed") break;
    asked.push(address);
    found.push(...answer.suppressions);
  }
  return { asked, found };
}
