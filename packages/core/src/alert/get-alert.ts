import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { type AlertView, readAlertViews } from "./alert-view.ts";
import type { AlertIdInput } from "./schemas.ts";

/** One alert as it stands (A8, A10). @throws {PackpostError} forbidden, not_found */
export async function getAlert({ ctx, input }: { ctx: Context; input: AlertIdInput }): Promise<AlertView> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => findAlert(em, ctx, input.alertId));
}

/** The same within a unit of work. @throws {PackpostError} not_found, also for one of another organisation */
export async function findAlert(em: EntityManager, ctx: Context, alertId: string): Promise<AlertView> {
  const [alert] = await readAlertViews(em, ctx, sql`alert.id = ${alertId}`);
  if (alert !== undefined) return alert;
  throw new PackpostError("not_found", "This alert does not exist.", {
    nextStep: "Look for it in the list of alerts.",
  });
}
