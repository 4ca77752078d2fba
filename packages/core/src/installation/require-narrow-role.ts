import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({
  name: z.string(),
  superuser: z.boolean(),
  bypasses: z.boolean(),
  owns: z.boolean(),
});

/** The database's role sees past the walls between organisations; nothing may run as it. */
export class WideRoleError extends Error {}

/**
 * Refuses to go on as a database role for which row-level security does not hold (ARCHITECTURE.md "Tenancy"): one that
 * is superuser, bypasses it, or owns the tables, itself or as a member of such a role.
 * @throws {WideRoleError} naming what is wrong
 */
export async function requireNarrowRole(orm: Orm): Promise<void> {
  const { rows } = await sql`
    select current_user as name,
      bool_or(role.rolsuper) as superuser, bool_or(role.rolbypassrls) as bypasses,
      exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and pg_has_role(current_user, relowner, 'member')) as owns
    from pg_roles role where pg_has_role(current_user, role.oid, 'member')`.execute(
    orm.em.fork().getKysely(),
  );
  const { name, superuser, bypasses, owns } = rowSchema.parse(rows[0]);
  const faults = [
    ...(superuser ? ["is a superuser"] : []),
    ...(bypasses ? ["bypasses row-level security"] : []),
    ...(owns && !superuser ? ["owns tables"] : []),
  ];
  if (faults.length === 0) return;
  throw new WideRoleError(
    `DATABASE_URL signs in as "${name}", which ${faults.join(" and ")}: organisations would not be kept apart. ` +
      "Use a role such as packpost_app that owns nothing; the owner's belongs into DATABASE_MIGRATION_URL alone.",
  );
}
