import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { OpeningHours } from "./opening-hours-schema.ts";
import { readOpeningHours } from "./read-opening-hours.ts";

/**
 * Sets the opening hours (V16), audited with before and after; they count from the next message on.
 * @throws {PackpostError} forbidden
 */
export async function saveOpeningHours({ ctx, input }: { ctx: Context; input: OpeningHours }): Promise<void> {
  requirePermission(ctx, "settings.manage");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const before = await readOpeningHours(em, ctx);
    if (JSON.stringify(before) === JSON.stringify(input)) return;
    await sql`
      insert into opening_hours (organisation_id, week, closed_days)
      values (${ctx.organisationId}, ${JSON.stringify(input.week)}::jsonb, ${JSON.stringify(input.closedDays)}::jsonb)
      on conflict (organisation_id) do update set week = excluded.week, closed_days = excluded.closed_days, updated_at = app_now()`.execute(
      em.getKysely(),
    );
    writeAudit(em, ctx, {
      action: "settings.opening_hours_changed",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
      detail: { before, after: input },
    });
  });
}
