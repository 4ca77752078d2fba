import { compileTemplate } from "@packpost/core/content/compile/compile-template";
import { initOrm, type Orm } from "@packpost/db/orm";
import { demoOrganisations, demoStaff, seedDemo } from "@packpost/db/seed/seed-demo";
import { sql } from "kysely";
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
 * Fills the demo organisations, as the app's role; one that is there already is left alone. Nothing comes beside an organisation that
 * somebody founded.
 * @param password of every demo user
 * @returns the people of the demo who can sign in
 */
export async function seedDatabase(
  databaseUrl: string,
  password: string,
  step: StepRunner,
): Promise<DemoStaff[]> {
  const seed = async (): Promise<string[] | null> => {
    const orm = await initOrm({ url: databaseUrl, poolSize: 2 });
    try {
      return (await hasOthersAlone(orm)) ? null : await seedDemo({ orm, password, compileTemplate });
    } finally {
      await orm.close(true);
    }
  };
  const done = await step("Demo organisations", seed, (created) =>
    created === null
      ? "none beside your own organisation"
      : created.length === 0
        ? "already there"
        : created.join(", "),
  );
  if (done === null) return [];
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

/** Whether there are organisations, and none of the demo's. */
async function hasOthersAlone(orm: Orm): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`select id from list_organisation_ids() as id`.execute(
    orm.em.fork().getKysely(),
  );
  const ofDemo: readonly string[] = Object.values(demoOrganisations);
  return rows.length > 0 && !rows.some(({ id }) => ofDemo.includes(id));
}
