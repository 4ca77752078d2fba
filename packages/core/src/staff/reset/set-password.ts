import { databaseNow } from "@packpost/db/database-now";
import { AuthAccount } from "@packpost/db/entities/auth-account.entity";
import { AuthSession } from "@packpost/db/entities/auth-session.entity";
import { AuthUser } from "@packpost/db/entities/auth-user.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffActor } from "../../access/actor.ts";
import type { Role } from "../../access/permissions.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { PasswordHashing } from "../change-password.ts";
import { explainWeakPassword } from "../explain-weak-password.ts";

interface Person {
  readonly staffMemberId: string;
  readonly role: Role;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly organisationName: string;
}

/**
 * Gives whoever holds a link a new password and ends all their sessions, wherever they are (O1). The link works once; others that were
 * mailed meanwhile end with it.
 * @param input.hash of the link's token
 * @param input.hashing how the sign-in hashes
 * @returns `ended`: the link does not work any more
 * @throws {PackpostError} invalid_input for a weak password, and whatever the hashing throws
 */
export async function setPassword({
  ctx,
  input: { hash, password, hashing },
}: {
  ctx: Context;
  input: { readonly hash: string; readonly password: string; readonly hashing: PasswordHashing };
}): Promise<{ readonly outcome: "set"; readonly email: string } | { readonly outcome: "ended" }> {
  const { organisationId } = ctx;
  const owner = await inOrganisation(ctx.orm, organisationId, (em) => findPerson(em, ctx, hash));
  if (owner === undefined) return { outcome: "ended" };
  const weak = await explainWeakPassword(password, owner);
  if (weak !== null)
    throw new PackpostError("invalid_input", weak, { effect: "Your password was not changed." });
  // Outside of any transaction: hashing takes its time, and its turn.
  const hashed = await hashing.hash(password);
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const person = await takeLink(em, ctx, hash);
    if (person === undefined) return { outcome: "ended" };
    await storePassword(em, person.userId, hashed);
    const endedSessions = await em.nativeDelete(AuthSession, { user: person.userId });
    const subject = { subjectKind: "staff", subjectId: person.staffMemberId } as const;
    const as: Context = { ...ctx, actor: staffActor(person.staffMemberId, person.role) };
    writeAudit(em, as, { action: "staff.password_reset", ...subject, detail: { endedSessions } });
    return { outcome: "set", email: person.email };
  });
}

/** Whose link it is, while it works. */
async function findPerson(
  em: EntityManager,
  { organisationId }: Context,
  hash: string,
): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select member.id as "staffMemberId", member.role, account.id as "userId", account.email, member.name, organisation.name as "organisationName"
    from password_reset reset
    join staff_member member on member.organisation_id = reset.organisation_id and member.id = reset.staff_member_id and member.ended_at is null
    join auth_user account on account.id = member.user_id
    join organisation on organisation.id = reset.organisation_id
    where reset.organisation_id = ${organisationId} and token_hash = ${hash} and used_at is null and expires_at > app_now()`.execute(
    em.getKysely(),
  );
  return rows[0];
}

/** Uses it up, and every other one of the same person with it: of two at once one wins. */
async function takeLink(em: EntityManager, ctx: Context, hash: string): Promise<Person | undefined> {
  const person = await findPerson(em, ctx, hash);
  if (person === undefined) return undefined;
  const { rows } = await sql<{ mine: boolean }>`
    update password_reset set used_at = app_now()
    where organisation_id = ${ctx.organisationId} and staff_member_id = ${person.staffMemberId} and used_at is null
    returning token_hash = ${hash} as mine`.execute(em.getKysely());
  return rows.some(({ mine }) => mine) ? person : undefined;
}

async function storePassword(em: EntityManager, userId: string, password: string): Promise<void> {
  const changed = await em.nativeUpdate(
    AuthAccount,
    { user: userId, providerId: "credential" },
    { password, updatedAt: databaseNow() },
  );
  if (changed > 0) return;
  // Whoever has signed in by other means alone has no password yet.
  const user = em.getReference(AuthUser, userId);
  const updatedAt = new Date();
  em.create(AuthAccount, { ...{ user, accountId: userId, providerId: "credential", password, updatedAt } });
}
