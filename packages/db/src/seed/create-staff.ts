import { hashPassword } from "better-auth/crypto";
import { addressKey } from "../address.ts";
import { AuthAccount } from "../entities/auth-account.entity.ts";
import { AuthUser } from "../entities/auth-user.entity.ts";
import { type Role, StaffMember } from "../entities/staff-member.entity.ts";
import type { OrganisationId } from "../organisation-id.ts";
import type { EntityManager } from "../orm.ts";

export type NewStaffMember = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
};

/** Hashes a password as better-auth checks it. Takes about 0.1 s on purpose: do it once for all demo users. */
export function hashStaffPassword(password: string): Promise<string> {
  return hashPassword(password);
}

/**
 * Creates people who can sign in with e-mail and password, and their rows in the organisation.
 * @param em unit of work of the organisation
 * @param passwordHash from {@link hashStaffPassword}
 */
export async function createStaff(
  em: EntityManager,
  organisationId: OrganisationId,
  people: readonly NewStaffMember[],
  passwordHash: string,
): Promise<void> {
  const updatedAt = new Date();
  const users = people.map(({ name, email }) => ({
    id: crypto.randomUUID(),
    name,
    // As the sign-in reads it.
    email: addressKey(email) ?? email.toLowerCase(),
    emailVerified: true,
  }));
  await em.insertMany(AuthUser, users);
  await em.insertMany(
    AuthAccount,
    users.map(({ id: userId }) => ({
      ...{ accountId: userId, providerId: "credential", userId, password: passwordHash, updatedAt },
    })),
  );
  await em.insertMany(
    StaffMember,
    people.flatMap(({ id, name, role }, index) => {
      const user = users[index];
      return user ? [{ organisationId, id, userId: user.id, name, role }] : [];
    }),
  );
}
