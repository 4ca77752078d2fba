import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ email: z.string() });

/** The addresses that staff members sign in with, each once; nothing for those who have left. */
export async function addressesOfStaff(
  em: EntityManager,
  staffIds: readonly (string | null | undefined)[],
): Promise<string[]> {
  const { rows } = await sql`
    select distinct auth_user.email from staff_member join auth_user on auth_user.id = staff_member.user_id
    where staff_member.organisation_id = app_organisation_id() and staff_member.id = any(${staffIds.filter((id) => id)}::uuid[])
      and ended_at is null`.execute(em.getKysely());
  return rows.map((row) => rowSchema.parse(row).email);
}
