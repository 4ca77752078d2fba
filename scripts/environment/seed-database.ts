import { compileTemplate } from "@packpost/core/content/compile/compile-template";
import { initOrm } from "@packpost/db/orm";
import { demoOrganisations, demoStaff, seedDemo } from "@packpost/db/seed/seed-demo";
import type { StepRunner } from "../console/step.ts";

/** A sign-in that `npm start` prints. */
export type DemoStaff = {
  readonly organisationId: string;
  readonly organisation: string;
  readonly role: string;
  readonly email: string;
  readonly password: string;
};

/**
 * Fills the demo organisations, as the app's role; one that is there already is left alone.
 * @param password of every demo user
 * @returns the people who can sign in
 */
export async function seedDatabase(
  databaseUrl: string,
  password: string,
  step: StepRunner,
): Promise<DemoStaff[]> {
  const seed = async (): Promise<string[]> => {
    const orm = await initOrm({ url: databaseUrl, poolSize: 2 });
    try {
      return await seedDemo({ orm, password, compileTemplate });
    } finally {
      await orm.close(true);
    }
  };
  await step("Demo organisations", seed, (created) =>
    created.length === 0 ? "already there" : created.join(", "),
  );
  const people = (key: keyof typeof demoOrganisations, organisation: string) =>
    demoStaff[key].map(({ role, email }) => ({
      organisationId: demoOrganisations[key],
      organisation,
      role,
      email,
      password,
    }));
  return [...people("riverside", "Riverside Dog Parks"), ...people("hilltop", "Hilltop Clinic")];
}
