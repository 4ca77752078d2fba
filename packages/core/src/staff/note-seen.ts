import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../access/actor.ts";
import type { Context } from "../context.ts";

/** So often, at most, it is written down that somebody was here. */
export const SEEN_EVERY_MINUTES = 5;

/** Writes down that a staff member is here, unless that was done a moment ago: the list of staff shows it (O1). */
export async function noteSeen({ ctx }: { ctx: Context<StaffActor> }): Promise<void> {
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, (em) =>
    sql`
      update staff_member set last_seen_at = app_now()
      where organisation_id = ${organisationId} and id = ${ctx.actor.id} and ended_at is null
        and coalesce(last_seen_at < app_now() - make_interval(mins => ${SEEN_EVERY_MINUTES}), true)`.execute(
      em.getKysely(),
    ),
  );
}
