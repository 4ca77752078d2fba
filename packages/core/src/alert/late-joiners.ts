import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireProofForMany } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { type AlertReason, alertReasonsIn } from "../audience/reasons.ts";
import { changeBroadcast } from "../campaign/change-broadcast.ts";
import { lockAudience } from "../campaign/lock-audience.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { alertAudience } from "./audience-sql.ts";
import { findAlert } from "./get-alert.ts";
import type { AddLateJoinersInput, AlertIdInput } from "./schemas.ts";
import { writeAudience } from "./write-audience.ts";

/** Somebody who has booked into the range since the alert was sent (A11). */
export interface LateJoiner {
  customerId: string;
  name: string;
  startsAt: Date;
  /** None = can be texted. */
  reasons: AlertReason[];
}

/** More are offered once these are added. */
const MOST = 200;

/** Who has booked into an alert's range since it was sent, by when they come (A11). @throws {PackpostError} forbidden, not_found */
export async function listLateJoiners({
  ctx,
  input,
}: {
  ctx: Context;
  input: AlertIdInput;
}): Promise<LateJoiner[]> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const alert = await findAlert(em, ctx, input.alertId);
    if (alert.audience === 0 || alert.status === "cancelled") return [];
    const { rows } = await sql<{ customer_id: string; name: string; starts_at: string; reasons: number }>`
      select audience.customer_id, btrim(customer.first_name || ' ' || customer.last_name) as name, audience.starts_at, audience.reasons
      from ${alertAudience(ctx, alert.range)} audience
      join customer on customer.organisation_id = ${ctx.organisationId} and customer.id = audience.customer_id
      where not exists (
        select from alert_recipient who where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${input.alertId} and who.family_id = audience.family_id)
      order by audience.starts_at, audience.customer_id limit ${MOST}`.execute(em.getKysely());
    return rows.map((row) => ({
      customerId: row.customer_id,
      name: row.name,
      startsAt: instantFrom(row.starts_at),
      reasons: alertReasonsIn(row.reasons),
    }));
  });
}

/**
 * Takes late joiners into an alert (A11): they get their text after the others, or are left out with the reasons, as everybody is. One that was
 * done goes on; one that was cancelled does not.
 * @returns how many were added, and with none nothing has changed; `closed` where it is cancelled, or has not begun
 * @throws {PackpostError} forbidden, not_found; step_up_required where it goes to many with them
 */
export async function addLateJoiners({
  ctx,
  input,
}: {
  ctx: Context;
  input: AddLateJoinersInput;
}): Promise<{ outcome: "added"; people: number } | { outcome: "closed" }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await lockAudience(em, input.alertId);
    const alert = await findAlert(em, ctx, input.alertId);
    if (alert.audience === 0 || !(await holdOpen(em, ctx, input.alertId))) return { outcome: "closed" };
    const late = await writeAudience(em, ctx, input.alertId, { customerIds: input.customerIds });
    if (late === 0) return { outcome: "added", people: 0 };
    requireProofForMany(ctx, alert.audience - alert.buckets.skipped + late);
    await changeBroadcast(
      em,
      ctx,
      { id: input.alertId, kind: "alert" },
      {
        from: [...open],
        to: sql`case status when 'sent' then 'sending' else status end`,
        set: sql`finished_at = null, slices = slices + 1`,
        happened: "late_joiners_added",
        detail: { people: late },
      },
    );
    return { outcome: "added", people: await insertRecipients(em, ctx, input.alertId) };
  });
}

/** In which somebody may still join. */
const open = ["sending", "paused", "sent"] as const;

/** Whether it is open, and stays so until the transaction ends. */
async function holdOpen(em: EntityManager, ctx: Context, alertId: string): Promise<boolean> {
  const { rows } = await sql`
    select from broadcast where organisation_id = ${ctx.organisationId} and id = ${alertId} and status = any(${open}::text[]) for no key update`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

/** Rows of those just written, in a slice of their own behind the others. */
async function insertRecipients(em: EntityManager, ctx: Context, alertId: string): Promise<number> {
  const inserted = await sql`
    insert into recipient (organisation_id, broadcast_id, customer_id, skip_reasons, skipped_at, slice)
    select who.organisation_id, who.alert_id, who.customer_id, who.reasons, case when who.reasons <> 0 then app_now() end, case when who.reasons = 0 then broadcast.slices - 1 end
    from alert_recipient who join broadcast on broadcast.organisation_id = who.organisation_id and broadcast.id = who.alert_id
    where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${alertId} and who.late_joiner
      and not exists (
        select from recipient known where known.organisation_id = who.organisation_id and known.broadcast_id = who.alert_id and known.customer_id = who.customer_id)
    order by who.starts_at, who.customer_id`.execute(em.getKysely());
  return Number(inserted.numAffectedRows ?? 0n);
}
