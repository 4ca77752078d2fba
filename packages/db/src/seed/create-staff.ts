import { hashPassword } from "better-auth/crypto";
import { addressKey } from "../address.ts";
import type { Role } from "../entities/staff-member.entity.ts";
import type { OrganisationId } from "../organisation-id.ts";
import type { EntityManager } from "../orm.ts";
import { insertRows } from "./insert-rows.ts";

export type StaffMember = {
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
  people: readonly StaffMember[],
  passwordHash: string,
): Promise<void> {
  const now = new Date();
  const users = people.map(({ name, email }) => ({
    id: crypto.randomUUID(),
    name,
    // As the sign-in reads it.
    email: addressKey(email) ?? email.toLowerCase(),
    emailVerified: true,
  }));
  await insertRows(
    em,
    "auth_user",
    users.map((user) => ({ ...user, createdAt: now, updatedAt: now })),
  );
  await insertRows(
    em,
    "auth_account",
    users.map((user) => ({
      id: crypto.randomUUID(),
      accountId: user.id,
      providerId: "credential",
      userId: user.id,
      password: passwordHash,
      createdAt: now,
      updatedAt: now,
    })),
  );
  const members = people.map(({ id, name, role }, index) => ({
    organisation_id: organisationId,
    id,
    user_id: users[index]?.id,
    name,
    role,
    created_at: now,
  }));
  await insertRows(em, "staff_member", members);
}
