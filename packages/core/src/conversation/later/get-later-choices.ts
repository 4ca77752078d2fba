import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { readOpeningHours } from "../../opening-hours/read-opening-hours.ts";
import { type QuietAt, quietAt } from "../../quiet-hours/quiet-at.ts";
import { noSuchThread } from "../hold-thread.ts";
import { isThreadOf, visibleThreads } from "../thread-scope.ts";
import { type LaterChoice, laterChoices } from "./later-choices.ts";
import type { LaterChoicesInput } from "./schemas.ts";
import { placeOf } from "./text-night.ts";

export interface LaterChoices {
  /** IANA name. */
  readonly zone: string;
  readonly now: Date;
  readonly choices: readonly LaterChoice[];
  /** The family's next visit, which a message can be about. */
  readonly visit: { readonly id: string; readonly startsAt: Date; readonly pet: string } | null;
  /** Of whom it would go to as a text; null = at any time. */
  readonly quiet: QuietAt | null;
}

/**
 * When a message of a thread can sensibly be sent later (V15). Index: appointment_by_family.
 * @throws {PackpostError} forbidden, not_found, also outside the actor's scope
 */
export async function getLaterChoices({
  ctx,
  input,
}: {
  ctx: Context;
  input: LaterChoicesInput;
}): Promise<LaterChoices> {
  requirePermission(ctx, "conversation.own_schedule");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<{
      threadId: string;
      now: string;
      visit: { id: string; startsAt: string; pet: string } | null;
    }>`
      select thread.id as "threadId", app_now() as now, (
        select jsonb_build_object('id', visit.id, 'startsAt', visit.starts_at, 'pet', pet.name) from appointment visit
        join pet on pet.organisation_id = visit.organisation_id and pet.id = visit.pet_id
        where visit.organisation_id = thread.organisation_id and visit.family_id = thread.family_id and visit.status = 'scheduled'
          and visit.starts_at > app_now() and visit.starts_at < app_now() + interval '1 year'
        order by visit.starts_at limit 1) as visit
      from thread where ${isThreadOf(ctx, input.threadId)} and ${visibleThreads(ctx)}`.execute(
      em.getKysely(),
    );
    const [row] = rows;
    if (row === undefined) throw noSuchThread();
    const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
    const { zone } = organisation;
    const place = input.text ? await placeOf(em, ctx, row.threadId, input.text.customerId) : null;
    const hours = await readOpeningHours(em, ctx);
    const now = new Date(row.now);
    const visit = row.visit && { ...row.visit, startsAt: new Date(row.visit.startsAt) };
    return {
      ...{ zone, now, visit },
      choices: laterChoices({ now, zone, hours, visitAt: visit?.startsAt ?? null }),
      quiet: input.text ? quietAt(organisation, place) : null,
    };
  });
}
