import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { type AlertView, readAlertViews } from "./alert-view.ts";
import type { ListAlertsInput } from "./schemas.ts";

/** The organisation's alerts, newest first (A5). By alert_list. @throws {PackpostError} forbidden */
export async function listAlerts({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListAlertsInput;
}): Promise<{ alerts: AlertView[]; nextCursor: string | null }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
    const place =
      after === null
        ? sql`true`
        : sql`(alert.created_at, alert.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
    const found = await readAlertViews(
      em,
      ctx,
      sql`alert.created_at > '-infinity' and ${place} order by alert.created_at desc, alert.id desc limit ${input.pageSize + 1}`,
    );
    const alerts = found.slice(0, input.pageSize);
    const last = found.length > alerts.length ? alerts.at(-1) : undefined;
    return {
      alerts,
      nextCursor: last === undefined ? null : encodeCursor([last.createdAt.toISOString(), last.id]),
    };
  });
}
