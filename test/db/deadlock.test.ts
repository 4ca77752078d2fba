import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

it("a unit of work that a deadlock rolled back runs again, and both transactions commit", async () => {
  const organisation = await createTestOrganisation(database.orm);
  const { organisationId } = organisation;
  await inOrganisation(database.orm, organisationId, (em) =>
    sql`insert into pass (organisation_id, name) values (${organisationId}, 'one'), (${organisationId}, 'two')`.execute(
      em.getKysely(),
    ),
  );
  let runs = 0;
  const bothHold = Promise.withResolvers<void>();
  const lock = async (first: string, second: string) => {
    let isFirstRun = true;
    await inOrganisation(database.orm, organisationId, async (em) => {
      runs += 1;
      const rename = (name: string) =>
        sql`update pass set created_at = app_now() where organisation_id = ${organisationId} and name = ${name}`.execute(
          em.getKysely(),
        );
      await rename(first);
      if (isFirstRun) {
        isFirstRun = false;
        if (runs === 2) bothHold.resolve();
        await bothHold.promise;
      }
      await rename(second);
    });
  };
  await Promise.all([lock("one", "two"), lock("two", "one")]);
  // The one that was rolled back ran again: more than once where the two met again, as on a busy machine.
  expect(runs).toBeGreaterThan(2);
});
