import { AuthAccount } from "@packpost/db/entities/auth-account.entity";
import { AuthUser } from "@packpost/db/entities/auth-user.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

export interface MadeAccount {
  readonly userId: string;
  /** False: somebody signs in with this address already, or made their account in this very instant at another door. */
  readonly isNew: boolean;
}

/**
 * Makes the account that somebody signs in with (O1), in the running unit of work; waits for whoever makes one with the same address.
 * @param account.email a mailbox as it compares, which a link has proved
 * @param account.password its hash; null where a link will set one
 */
export async function makeAccount(
  em: EntityManager,
  account: { readonly name: string; readonly email: string; readonly password: string | null },
): Promise<MadeAccount> {
  const { name, email, password } = account;
  const kysely = em.getKysely();
  const made = await sql<{ id: string }>`
    insert into auth_user (name, email, "emailVerified") values (${name}, ${email}, true)
    on conflict (email) do nothing returning id`.execute(kysely);
  const [user] = made.rows;
  if (user === undefined) return { userId: await accountOf(em, email), isNew: false };
  if (password !== null)
    em.create(AuthAccount, {
      ...{ user: em.getReference(AuthUser, user.id), accountId: user.id, providerId: "credential" },
      ...{ password, updatedAt: new Date() },
    });
  await em.flush();
  return { userId: user.id, isNew: true };
}

/** Accounts are never deleted, so who stood in the way is there. By the key of auth_user. */
async function accountOf(em: EntityManager, email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from auth_user where email = ${email}`.execute(
    em.getKysely(),
  );
  const [user] = rows;
  if (user === undefined) throw new Error("the account that stood in the way is gone");
  return user.id;
}
