import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/** The second factors of an account; recovery codes are no factor, they stand in for one. */
export interface FactorsOf {
  readonly passkeys: number;
  readonly authenticator: boolean;
}

export async function factorsOf(em: EntityManager, userId: string): Promise<FactorsOf> {
  const { rows } = await sql<FactorsOf>`
    select (select count(*)::int from passkey where user_id = ${userId}::uuid) as passkeys,
      exists (select from authenticator where user_id = ${userId}::uuid and confirmed_at is not null) as authenticator`.execute(
    em.getKysely(),
  );
  return rows[0] ?? { passkeys: 0, authenticator: false };
}

/** Changes of an account's factors come one after another. */
export async function holdAccount(em: EntityManager, userId: string): Promise<void> {
  await sql`select from auth_user where id = ${userId}::uuid for no key update`.execute(em.getKysely());
}
