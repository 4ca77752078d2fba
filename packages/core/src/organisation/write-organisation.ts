import { advisoryLocks } from "@packpost/db/advisory-locks";
import { Audit } from "@packpost/db/entities/audit.entity";
import { AuthUser } from "@packpost/db/entities/auth-user.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Pass } from "@packpost/db/entities/pass.entity";
import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { foldText } from "@packpost/db/fold-text";
import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { settingsDefaults } from "./settings-defaults.ts";

interface NewOrganisation {
  readonly name: string;
  readonly zone: string;
  readonly sender: string;
  readonly postalAddress: string | null;
  readonly owner: { readonly name: string; readonly userId: string };
  /** Names. */
  readonly passes: readonly string[];
  /** Who is written down as having founded it. */
  readonly by: "system" | "owner";
}

/**
 * Whoever founds an organisation holds this to the end of their unit of work: one after another, so that they see each other's names
 * and whether theirs is the first.
 */
export async function holdFounding(em: EntityManager): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.founding)})`.execute(em.getKysely());
}

/**
 * Writes an organisation with its owner, passes and audit, in a unit of work that has {@link holdFounding held founding}. Its webhook gets a
 * password when somebody is told one: a person, or the provider.
 * @returns the owner's id
 */
export async function writeOrganisation(
  em: EntityManager,
  organisationId: OrganisationId,
  organisation: NewOrganisation,
): Promise<string> {
  const { name, zone, sender, postalAddress, owner, passes, by } = organisation;
  const slug = await freeSlug(em, name);
  const ownerId = crypto.randomUUID();
  em.create(Organisation, {
    ...{ id: organisationId, name, ...(slug !== null && { slug }), zone, postalAddress },
    ...{ senderName: name, senderEmail: sender, massCap: settingsDefaults.massCap },
  });
  em.create(StaffMember, {
    ...{ organisationId, id: ownerId, user: em.getReference(AuthUser, owner.userId) },
    ...{ name: owner.name, role: "owner" },
  });
  for (const pass of passes) em.create(Pass, { organisationId, name: pass });
  em.create(Audit, {
    ...{ organisationId, action: "organisation.created", detail: {} },
    ...(by === "owner"
      ? { actorKind: "staff" as const, actorId: ownerId }
      : { actorKind: "system" as const }),
    ...{ subjectKind: "organisation", subjectId: organisationId },
  });
  await em.flush();
  return ownerId;
}

/**
 * What addresses its customers' pages (P6): its name in small letters, with a number where another has that.
 * @returns null for a name without a letter of ours: the database makes one up
 */
async function freeSlug(em: EntityManager, name: string): Promise<string | null> {
  const words = foldText(name)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-|-$/g, "");
  if (words === "") return null;
  const isTaken = async (slug: string): Promise<boolean> =>
    (await sql`select from organisation_of_slug(${slug})`.execute(em.getKysely())).rows.length > 0;
  let slug = words;
  for (let next = 2; await isTaken(slug); next += 1) slug = `${words}-${next}`;
  return slug;
}
