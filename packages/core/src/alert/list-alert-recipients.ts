import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { findAlert } from "./get-alert.ts";
import {
  type AlertRecipientLine,
  isShown,
  type PersonRow,
  personColumns,
  personOf,
  personTables,
} from "./person-sql.ts";
import type { ListAlertRecipientsInput } from "./schemas.ts";

/** An alert's people and what became of each text (A8), by when they come. @throws {PackpostError} forbidden, not_found */
export async function listAlertRecipients({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListAlertRecipientsInput;
}): Promise<{ people: AlertRecipientLine[]; nextCursor: string | null }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findAlert(em, ctx, input.alertId);
    const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
    const { rows } = await sql<PersonRow>`
      select ${personColumns} from ${personTables}
      where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${input.alertId} and ${isShown(input.filter)}
        and ${after === null ? sql`true` : sql`(who.starts_at, who.customer_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by who.starts_at, who.customer_id limit ${input.pageSize + 1}`.execute(em.getKysely());
    const shown = rows.slice(0, input.pageSize);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    return {
      people: shown.map(personOf),
      nextCursor: last === undefined ? null : encodeCursor([last.starts_at, last.customer_id]),
    };
  });
}
