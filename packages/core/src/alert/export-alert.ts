import type { RecipientStatus } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { type AlertReason, alertReasonsIn } from "../audience/reasons.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { openFile } from "../paging/file-sql.ts";
import { instantFrom } from "../paging/instant.ts";
import { findAlert } from "./get-alert.ts";
import type { AlertIdInput } from "./schemas.ts";

/** A line of the report (A8). */
export interface AlertReportLine {
  name: string;
  /** E.164; null = none. */
  number: string | null;
  status: RecipientStatus;
  /** The provider's or carrier's words. */
  providerMessage: string | null;
  reasons: AlertReason[];
  sameAs: string | null;
  heldUntil: Date | null;
  body: string;
  /** When its status last moved; of one who still waits, null. */
  at: Date | null;
}

interface Row {
  readonly name: string;
  readonly number: string | null;
  readonly status: RecipientStatus;
  readonly provider_message: string | null;
  readonly skip_reasons: number;
  readonly same_as: string | null;
  readonly held_until: string | null;
  readonly body: string;
  readonly status_at: string | null;
}

/**
 * An alert's report, one line a person, as a file (A8): also while it is being sent. The audit row is committed before the first portion leaves.
 * @throws {PackpostError} forbidden, not_found, unavailable
 */
export async function exportAlert({ ctx, input }: { ctx: Context; input: AlertIdInput }): Promise<{
  /** When it was sent. */
  createdAt: Date;
  zone: string;
  pages: AsyncGenerator<AlertReportLine[]>;
}> {
  requirePermission(ctx, "alert.manage");
  const alert = await inOrganisation(ctx.orm, ctx.organisationId, (em) => findAlert(em, ctx, input.alertId));
  const pages = await openFile(
    ctx,
    sql<Row>`
      select btrim(customer.first_name || ' ' || customer.last_name) as name, who.number, recipient.status, recipient.provider_message, recipient.skip_reasons,
        (select btrim(holder.first_name || ' ' || holder.last_name) from customer holder where holder.organisation_id = who.organisation_id and holder.id = who.same_as) as same_as,
        case when recipient.status = 'waiting' then who.held_until end as held_until, alert.body, recipient.status_at
      from alert_recipient who
      join alert on alert.organisation_id = who.organisation_id and alert.id = who.alert_id
      join recipient on recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id
      join customer on customer.organisation_id = who.organisation_id and customer.id = who.customer_id
      where who.organisation_id = app_organisation_id() and who.alert_id = ${input.alertId}
      order by who.starts_at, who.customer_id`,
    lineOf,
  );
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    writeAudit(em, ctx, {
      action: "alert.report_exported",
      subjectKind: "alert",
      subjectId: alert.id,
      detail: { people: alert.audience },
    });
    return { createdAt: alert.createdAt, zone: alert.zone, pages };
  });
}

function lineOf(row: Row): AlertReportLine {
  return {
    name: row.name,
    number: row.number,
    status: row.status,
    providerMessage: row.provider_message,
    reasons: alertReasonsIn(row.skip_reasons),
    sameAs: row.same_as,
    heldUntil: instantFrom(row.held_until),
    body: row.body,
    at: instantFrom(row.status_at),
  };
}
