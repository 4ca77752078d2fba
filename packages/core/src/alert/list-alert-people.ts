import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { shownNumber } from "../address/read-number.ts";
import { type AlertReason, alertReasonsIn } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { instantFrom } from "../paging/instant.ts";
import { type AudienceRow, alertAudience } from "./audience-sql.ts";
import { cancelledAudience } from "./cancelled-sql.ts";
import { resolveRange } from "./range/resolve-range.ts";
import { requireTexting } from "./read-setting.ts";
import type { ListAlertPeopleInput } from "./schemas.ts";

/** One family of a range and who of it would be texted. */
export interface AlertPerson {
  customerId: string;
  familyId: string;
  name: string;
  /** As people read it; null = none. */
  number: string | null;
  /** When the first of their appointments in the range begins, and how many there are. */
  startsAt: Date;
  appointments: number;
  /** None = gets the text. */
  reasons: AlertReason[];
  /** Of one whose number somebody else has: who is texted at it. */
  sameAs: string | null;
}

type Row = AudienceRow & { readonly name: string; readonly same_as_name: string | null };

/**
 * Who exactly would get an alert, or would not and why (A3, A14), by when they come.
 * @throws {PackpostError} forbidden, conflict (texting is off), invalid_input (no such range)
 */
export async function listAlertPeople({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListAlertPeopleInput;
}): Promise<{ people: AlertPerson[]; nextCursor: string | null }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const range = resolveRange(input.range, await requireTexting(em, ctx));
    if (!range.ok) throw new PackpostError("invalid_input", "There is no such range.");
    const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
    const receiving = input.show === "receiving";
    const columns = sql`family_id, customer_id, number, zone, appointment_id, starts_at, appointments, last_at, reasons, same_as`;
    const cancelled = sql`union all select ${columns} from ${cancelledAudience(ctx, range)} cancelled`;
    const { rows } = await sql<Row>`
      select audience.*, btrim(customer.first_name || ' ' || customer.last_name) as name,
        (select btrim(holder.first_name || ' ' || holder.last_name) from customer holder where holder.organisation_id = ${ctx.organisationId} and holder.id = audience.same_as) as same_as_name
      from (select ${columns} from ${alertAudience(ctx, range)} scheduled ${receiving ? sql`` : cancelled}) audience
      join customer on customer.organisation_id = ${ctx.organisationId} and customer.id = audience.customer_id
      where (audience.reasons = 0) = ${receiving}
        and ${after === null ? sql`true` : sql`(audience.starts_at, audience.customer_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by audience.starts_at, audience.customer_id limit ${input.pageSize + 1}`.execute(em.getKysely());
    const shown = rows.slice(0, input.pageSize);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    return {
      people: shown.map(personOf),
      nextCursor: last === undefined ? null : encodeCursor([last.starts_at, last.customer_id]),
    };
  });
}

function personOf(row: Row): AlertPerson {
  return {
    customerId: row.customer_id,
    familyId: row.family_id,
    name: row.name,
    number: row.number === null ? null : shownNumber(row.number),
    startsAt: instantFrom(row.starts_at),
    appointments: row.appointments,
    reasons: alertReasonsIn(row.reasons),
    sameAs: row.same_as_name,
  };
}
