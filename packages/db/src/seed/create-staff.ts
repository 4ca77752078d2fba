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
 * Creates people who can sign in with e-mail and password, and their rows in the organisation, in the running unit of work: written
 * when it is flushed.
 * @param em unit of work of the organisation
 * @param passwordHash from {@link hashStaffPassword}
 */
export function createStaff(
  em: EntityManager,
  organisationId: OrganisationId,
  people: readonly NewStaffMember[],
  passwordHash: string,
): void {
  const updatedAt = new Date();
  for (const { id, name, email, role } of people) {
    const user = em.create(AuthUser, {
      id: crypto.randomUUID(),
      name,
      // As the sign-in reads it.
      email: addressKey(email) ?? email.toLowerCase(),
      emailVerified: true,
    });
    em.create(AuthAccount, {
      ...{ user, accountId: user.id, providerId: "credential", password: passwordHash, updatedAt },
    });
    em.create(StaffMember, { organisationId, id, user, name, role });
  }
}
