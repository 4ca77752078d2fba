import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type OpeningHours, openingHoursSchema } from "./opening-hours-schema.ts";

const none: OpeningHours = { week: Array.from({ length: 7 }, () => []), closedDays: [] };

/** An organisation's hours, in the running transaction; without a row no span. */
export async function readOpeningHours(em: EntityManager, ctx: Context): Promise<OpeningHours> {
  const { rows } = await sql`
    select week, closed_days as "closedDays" from opening_hours where organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  return openingHoursSchema.optional().parse(rows[0]) ?? none;
}
