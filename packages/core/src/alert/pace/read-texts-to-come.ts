import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { type TextsToCome, textsToCome } from "./expect-end.ts";

interface Row {
  readonly id: string;
  readonly waiting: number;
  readonly held: Readonly<Record<string, number>> | null;
}

/** Of each person held for the night, of an alert as `broadcast`: the hour in milliseconds → how many. By the key of alert_recipient. */
export const heldByHour = sql`(
  select jsonb_object_agg(hour.ms, hour.people) from (
    select (extract(epoch from who.held_until) * 1000)::bigint as ms, count(*)::int as people
    from alert_recipient who
    join recipient on recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id
    where broadcast.status in ('sending', 'paused') and who.organisation_id = broadcast.organisation_id and who.alert_id = broadcast.id
      and who.held_until > app_now() and recipient.status = 'waiting'
    group by who.held_until) hour)`;

/** What each alert under way has yet to send, by its id: they take turns (A9), those held for a night from its end on. */
export async function readTextsToCome(em: EntityManager, ctx: Context): Promise<Map<string, TextsToCome>> {
  const { rows } = await sql<Row>`
    select broadcast.id, waiting.n as waiting, ${heldByHour} as held
    from broadcast
    cross join lateral (
      select coalesce(sum(n), 0)::int as n from broadcast_tally
      where broadcast_tally.organisation_id = broadcast.organisation_id and broadcast_tally.broadcast_id = broadcast.id and measure = 'waiting') waiting
    where broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status = 'sending'
      and waiting.n > 0`.execute(em.getKysely());
  return new Map(rows.map(({ id, waiting, held }) => [id, textsToCome(waiting, held)]));
}
