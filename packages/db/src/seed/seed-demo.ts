import { sql } from "kysely";
import { type OrganisationId, organisationIdFrom } from "../organisation-id.ts";
import { type EntityManager, inOrganisation, type Orm } from "../orm.ts";
import { hashStaffPassword, type NewStaffMember } from "./create-staff.ts";
import type { DraftContent } from "./riverside/seed-past-campaigns.ts";
import { riverside, seedRiverside } from "./riverside/seed-riverside.ts";
import { seedHilltop } from "./seed-hilltop.ts";

/** The demo's tenants keep their ids, so links into the demo stay valid over `npm start -- --reset`. */
export const demoOrganisations = {
  riverside: organisationIdFrom("019a0000-0000-7000-8000-000000000001"),
  hilltop: organisationIdFrom("019a0000-0000-7000-8000-000000000002"),
} as const;

/** Where their customers' own pages are (P6). */
export const demoSlugs = { riverside: "riverside", hilltop: "hilltop" } as const;

/** A customer of Riverside with a living thread, to look at those pages as. */
export const demoCustomer = { name: "Maria Okafor", email: "maria.okafor@mail.example" } as const;

/** Who can sign in, all with the same password; printed by `npm start`. */
export const demoStaff = {
  riverside: [
    {
      id: "019a0000-0000-7000-8000-000000000011",
      name: "Dana Kim",
      email: "dana@riverside.example",
      role: "owner",
    },
    {
      id: "019a0000-0000-7000-8000-000000000012",
      name: "Priya Raman",
      email: "priya@riverside.example",
      role: "admin",
    },
    {
      id: "019a0000-0000-7000-8000-000000000013",
      name: "Tomasz Zieliński",
      email: "tomasz@riverside.example",
      role: "senior",
    },
    {
      id: "019a0000-0000-7000-8000-000000000014",
      name: "Jonah Reed",
      email: "jonah@riverside.example",
      role: "basic",
    },
  ],
  hilltop: [
    {
      id: "019a0000-0000-7000-8000-000000000021",
      name: "Ingrid Dahl",
      email: "ingrid@hilltop.example",
      role: "owner",
    },
  ],
} as const satisfies Record<keyof typeof demoOrganisations, readonly [NewStaffMember, ...NewStaffMember[]]>;

/** What {@link seedDemo} needs of the renderer (`compileTemplate` of core fits). */
export type CompileTemplate = (
  draft: DraftContent,
  options: {
    readonly letterhead: {
      readonly name: string;
      readonly postalAddress: string;
      readonly brandColor: string;
    };
  },
) => Promise<object>;

/**
 * Creates the demo organisations, each in one transaction; those that exist already are left untouched.
 * @param options.password every demo user's password
 * @param options.compileTemplate freezes the past campaigns' templates
 * @param options.now what counts as now; dates are relative to its day in the organisation's zone
 * @returns names of the organisations it created
 */
export async function seedDemo(options: {
  readonly orm: Orm;
  readonly password: string;
  readonly compileTemplate: CompileTemplate;
  readonly now?: Date;
}): Promise<string[]> {
  const { orm } = options;
  const now = options.now ?? new Date();
  const created: string[] = [];
  let passwordHash: Promise<string> | undefined;
  const once = (
    id: OrganisationId,
    name: string,
    seed: (em: EntityManager, passwordHash: string) => Promise<void>,
  ) =>
    inOrganisation(orm, id, async (em) => {
      // Two starts at the same moment: the second waits, then finds everything there.
      await sql`select pg_advisory_xact_lock(hashtext(${`seed ${id}`}))`.execute(em.getKysely());
      const found = await sql`select from organisation where id = ${id}`.execute(em.getKysely());
      if (found.rows.length > 0) return;
      passwordHash ??= hashStaffPassword(options.password);
      await seed(em, await passwordHash);
      created.push(name);
    });

  await once(demoOrganisations.riverside, riverside.name, (em, passwordHash) =>
    seedRiverside(em, {
      organisationId: demoOrganisations.riverside,
      staff: demoStaff.riverside,
      passwordHash,
      now,
      slug: demoSlugs.riverside,
      compile: (draft) =>
        options.compileTemplate(draft, {
          letterhead: {
            name: riverside.name,
            postalAddress: riverside.postalAddress,
            brandColor: riverside.brandColor,
          },
        }),
    }),
  );
  await once(demoOrganisations.hilltop, "Hilltop Clinic", async (em, passwordHash) =>
    seedHilltop(em, {
      organisationId: demoOrganisations.hilltop,
      slug: demoSlugs.hilltop,
      staff: demoStaff.hilltop,
      passwordHash,
      now,
    }),
  );
  return created;
}
