import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { quietClock } from "./quiet-clock.ts";
import { quietHoursOf } from "./quiet-hours-of.ts";

interface Row {
  readonly alert_id: string;
  readonly customer_id: string;
  readonly number: string;
  readonly zone: string | null;
  readonly now: string;
}

/**
 * Nights have changed (A12): whoever waits in an alert under way, or in a paused one, is held until the end of theirs as it is now, or comes at
 * the next turn. Each is judged at that turn once more, so who has no visit left by then is left out there. After {@link holdPacer}.
 * @param customerId only theirs; all where it is left out
 */
export async function holdAgain(em: EntityManager, ctx: Context, customerId?: string): Promise<void> {
  const kysely = em.getKysely();
  const { rows } = await sql<Row>`
    select who.alert_id, who.customer_id, coalesce(customer.phone, who.number) as number, customer.zone, app_now() as now
    from broadcast
    join alert on alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id
    join recipient on recipient.organisation_id = broadcast.organisation_id and recipient.broadcast_id = broadcast.id
      and recipient.slice >= broadcast.first_open_slice and recipient.status = 'waiting'
    join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
    join customer on customer.organisation_id = who.organisation_id and customer.id = who.customer_id
    where broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status in ('sending', 'paused')
      and broadcast.snapshot_at is not null and alert.quiet_override_by is null and coalesce(customer.phone, who.number) is not null
      and ${customerId === undefined ? sql`true` : sql`who.customer_id = ${customerId}`}
    order by who.alert_id, who.customer_id for no key update of broadcast`.execute(kysely);
  const [first] = rows;
  if (first === undefined) return;
  const now = instantFrom(first.now);
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const clock = quietClock(quietHoursOf(organisation), { around: now, zone: organisation.zone });
  const held = rows.map((row) => {
    const at = clock.allowedFrom(now, row);
    return { ...row, until: at !== null && at > now ? at.toISOString() : null };
  });
  await sql`
    with changed as (
      update alert_recipient set held_until = night.until
      from unnest(${held.map(({ alert_id }) => alert_id)}::uuid[], ${held.map(({ customer_id }) => customer_id)}::uuid[],
        ${held.map(({ until }) => until)}::timestamptz[]) as night (alert_id, customer_id, until)
      where organisation_id = ${ctx.organisationId} and alert_recipient.alert_id = night.alert_id and alert_recipient.customer_id = night.customer_id
        and held_until is distinct from night.until
      returning alert_recipient.alert_id
    )
    update broadcast set changed_at = app_now()
    where organisation_id = ${ctx.organisationId} and id in (select alert_id from changed)`.execute(kysely);
  ctx.workflows.wakePacer();
}
