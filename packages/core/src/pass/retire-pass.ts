import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { noSuchPass } from "./no-such-pass.ts";
import type { PassIdInput } from "./schemas.ts";

export type RetirePassOutcome =
  | {
      readonly outcome: "retired" /** Drafts that are for it: they wait for another pass. */;
      readonly drafts: number;
    }
  /** Campaigns for it are to go out by themselves; nothing was changed. */
  | { readonly outcome: "scheduled"; readonly campaigns: { readonly id: string; readonly name: string }[] };

/** So many are named. */
const MOST_NAMED = 5;

/**
 * Retires a pass: nobody gets it any more, no new campaign is for it, and drafts for it cannot be sent until they are for another one. Who
 * holds it keeps it, and what was sent stays as it is. Refused while a campaign for it waits for its time.
 * @throws {PackpostError} forbidden, not_found
 */
export async function retirePass({
  ctx,
  input: { passId },
}: {
  ctx: Context;
  input: PassIdInput;
}): Promise<RetirePassOutcome> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    // Held against whoever schedules a campaign for it, or gives it to somebody, at this moment (hold-pass).
    const { rows } = await sql<{ retired: boolean }>`
      select retired_at is not null as retired from pass where organisation_id = ${organisationId} and id = ${passId} for no key update`.execute(
      kysely,
    );
    const [pass] = rows;
    if (pass === undefined) throw noSuchPass();
    const ofPass = sql`from campaign join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
      where campaign.organisation_id = ${organisationId} and campaign.pass_id = ${passId}`;
    const { rows: scheduled } = await sql<{ id: string; name: string }>`
      select campaign.id, campaign.name ${ofPass} and broadcast.status = 'scheduled'
      order by broadcast.send_at, campaign.id limit ${sql.lit(MOST_NAMED)}`.execute(kysely);
    if (scheduled.length > 0 && !pass.retired) return { outcome: "scheduled", campaigns: scheduled };
    const { rows: waiting } = await sql<{ drafts: number }>`
      select count(*)::int as drafts ${ofPass} and broadcast.status = 'draft' and campaign.archived_at is null`.execute(
      kysely,
    );
    const drafts = waiting[0]?.drafts ?? 0;
    if (pass.retired) return { outcome: "retired", drafts };
    await sql`
      update pass set retired_at = app_now() where organisation_id = ${organisationId} and id = ${passId}`.execute(
      kysely,
    );
    writeAudit(em, ctx, {
      ...{ action: "pass.retired", subjectKind: "pass", subjectId: passId, detail: { drafts } },
    });
    return { outcome: "retired", drafts };
  });
}

/**
 * Brings a retired pass back.
 * @returns whether it was retired
 * @throws {PackpostError} forbidden, not_found
 */
export async function bringBackPass({
  ctx,
  input: { passId },
}: {
  ctx: Context;
  input: PassIdInput;
}): Promise<boolean> {
  requirePermission(ctx, "customer.edit");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ retired: boolean }>`
      select retired_at is not null as retired from pass where organisation_id = ${ctx.organisationId} and id = ${passId} for no key update`.execute(
      em.getKysely(),
    );
    const [pass] = rows;
    if (pass === undefined) throw noSuchPass();
    if (!pass.retired) return false;
    await sql`
      update pass set retired_at = null where organisation_id = ${ctx.organisationId} and id = ${passId}`.execute(
      em.getKysely(),
    );
    writeAudit(em, ctx, { action: "pass.brought_back", subjectKind: "pass", subjectId: passId });
    return true;
  });
}
