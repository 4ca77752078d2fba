import { randomUUID } from "node:crypto";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { createStaff } from "@packpost/db/seed/create-staff";
import { staffContext, systemContext } from "./contexts.ts";

export type TestOrganisation = {
  readonly orm: Orm;
  readonly organisationId: OrganisationId;
  readonly zone: string;
  readonly staff: Readonly<Record<Role, string>>;
  /** Context of a verb called by the staff member of this role. */
  as(role: Role): ReturnType<typeof staffContext>;
  /** Context of a verb that the system calls. */
  readonly asSystem: ReturnType<typeof systemContext>;
};

/**
 * Creates an organisation of its own for a test, with one staff member per role. Nobody can sign in as them:
 * give `passwordHash` where that is wanted.
 */
export async function createTestOrganisation(
  orm: Orm,
  options: { readonly name?: string; readonly zone?: string; readonly passwordHash?: string } = {},
): Promise<TestOrganisation> {
  const organisationId = organisationIdFrom(randomUUID());
  const name = options.name ?? `Test ${organisationId.slice(0, 8)}`;
  const zone = options.zone ?? "Europe/Berlin";
  const staff = { owner: randomUUID(), admin: randomUUID(), senior: randomUUID(), basic: randomUUID() };
  const members = (["owner", "admin", "senior", "basic"] as const).map((role) => ({
    id: staff[role],
    role,
    name: `The ${role}`,
    email: `${role}-${organisationId}@staff.example`,
  }));
  await inOrganisation(orm, organisationId, async (em) => {
    em.create(Organisation, {
      id: organisationId,
      name,
      zone,
      postalAddress: `${name}\nTest Street 1\n12345 Town`,
      supportEmail: "help@test.example",
      senderName: name,
      senderEmail: "hello@test.example",
    });
    createStaff(em, organisationId, members, options.passwordHash ?? "00:00");
  });
  return {
    orm,
    organisationId,
    zone,
    staff,
    as: (role) => staffContext({ orm, organisationId }, staff[role], role),
    asSystem: systemContext({ orm, organisationId }),
  };
}
