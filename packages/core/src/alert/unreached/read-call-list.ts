import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import type { Context } from "../../context.ts";
import type { AlertView } from "../alert-view.ts";
import { findAlert } from "../get-alert.ts";
import {
  type AlertRecipientLine,
  isUnreached,
  type PersonRow,
  personColumns,
  personOf,
  personTables,
} from "../person-sql.ts";
import { mailOfUnreached, type NoMailReason } from "./mail-of-unreached.ts";

/** Somebody to be called, and at which numbers their family has a phone. */
export type CallLine = AlertRecipientLine & {
  /** Everybody of the family with a number, the primary contact first. */
  phones: { name: string; number: string; shown: string }[];
  /** Why it cannot be sent to them as mail; null = it can be, or was. */
  noMail: NoMailReason | null;
};

/** More than anybody calls. */
const MOST = 2_000;

/** Whom an alert has not reached, to be printed and called (A13), by when they come. @throws {PackpostError} forbidden, not_found */
export async function readCallList({
  ctx,
  input,
}: {
  ctx: Context;
  input: { alertId: string };
}): Promise<{ alert: AlertView; people: CallLine[]; isCut: boolean }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const alert = await findAlert(em, ctx, input.alertId);
    const { rows } = await sql<PersonRow & { readonly phones: { name: string; number: string }[] | null }>`
      select ${personColumns}, (
        select jsonb_agg(jsonb_build_object('name', btrim(one.first_name || ' ' || one.last_name), 'number', one.phone) order by one.contact, one.id)
        from customer one where one.organisation_id = who.organisation_id and one.family_id = who.family_id and one.phone is not null) as phones
      from ${personTables}
      where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${input.alertId} and ${isUnreached}
      order by who.starts_at, who.customer_id limit ${MOST + 1}`.execute(em.getKysely());
    const mail = new Map(
      (await mailOfUnreached(em, ctx, input.alertId)).map((one) => [one.customerId, one.noMail]),
    );
    return {
      alert,
      people: rows.slice(0, MOST).map((row) => ({
        ...personOf(row),
        noMail: mail.get(row.customer_id) ?? null,
        phones: (row.phones ?? []).map((phone) => ({ ...phone, shown: shownNumber(phone.number) })),
      })),
      isCut: rows.length > MOST,
    };
  });
}
