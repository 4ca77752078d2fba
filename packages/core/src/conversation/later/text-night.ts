import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { type Place, quietClock } from "../../quiet-hours/quiet-clock.ts";
import { quietHoursOf } from "../../quiet-hours/quiet-hours-of.ts";
import { routesOf } from "../../texting/read-text-routes.ts";

/** Where somebody of a thread may be, by their file and their number; null = they have no number, or are not of it. */
export async function placeOf(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  customerId: string | null,
): Promise<Place | null> {
  const route = (await routesOf(em, ctx, threadId)).find((one) => one.customerId === customerId);
  if (route?.number == null) return null;
  const { rows } = await sql<{ zone: string | null }>`
    select zone from customer where organisation_id = ${ctx.organisationId} and id = ${customerId}::uuid`.execute(
    em.getKysely(),
  );
  return { zone: rows[0]?.zone ?? null, number: route.number };
}

/**
 * Whether a text would reach somebody in the quiet hours of where they are (A12, T35): the clocks that alerts go by too.
 * @returns null by day; `until`: when it is day everywhere they may be, null where that never is
 */
export async function nightOf(
  em: EntityManager,
  ctx: Context,
  place: Place,
  at: Date,
): Promise<{ until: Date | null } | null> {
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const clock = quietClock(quietHoursOf(organisation), { around: at, zone: organisation.zone });
  const until = clock.allowedFrom(at, place);
  return until !== null && until <= at ? null : { until };
}
