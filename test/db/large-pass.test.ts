import { countAudience } from "@packpost/core/audience/review/count-audience";
import { compileTemplate } from "@packpost/core/content/compile/compile-template";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { demoOrganisations, demoStaff, seedDemo } from "@packpost/db/seed/seed-demo";
import { seedLargePass } from "@packpost/db/seed/seed-large-pass";
import { beforeAll, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const organisationId = demoOrganisations.riverside;

beforeAll(async () => {
  await seedDemo({ orm: database.orm, password: "a demo password", compileTemplate });
});

it("C10 the demo organisation gets passes with as many holders as asked, and its own people stay as they are", async () => {
  const { orm, owner } = database;
  const others = async () =>
    (
      await owner.query(
        `select customer.number, email, pass.name, application.status from customer
         join application on application.customer_id = customer.id join pass on pass.id = application.pass_id
         where customer.organisation_id = $1 and pass.name not like '% people' order by 1, 3`,
        [organisationId],
      )
    ).rows;
  const before = await others();
  const told: number[] = [];
  await expect(
    seedLargePass({ orm, organisationId, people: 3001, report: (made) => told.push(made) }),
  ).resolves.toBe("3,001 people");
  expect(told).toEqual([3001]);
  await expect(seedLargePass({ orm, organisationId, people: 2 })).resolves.toBe("2 people");
  expect(await others()).toEqual(before);

  const ctx = staffContext({ orm, organisationId }, demoStaff.riverside[0].id);
  const passes = await owner.query<{ id: string; name: string; holders: number }>(
    `select pass.id, pass.name, count(*)::int as holders from pass join application on application.pass_id = pass.id
     where pass.organisation_id = $1 and pass.name like '% people' group by 1, 2 order by 3 desc`,
    [organisationId],
  );
  expect(passes.rows.map(({ name, holders }) => [name, holders])).toEqual([
    ["3,001 people", 3001],
    ["2 people", 2],
  ]);
  const counts = await countAudience({
    ctx,
    input: { campaignId: crypto.randomUUID(), passId: passes.rows[0]?.id ?? "" },
  });
  expect(counts.willReceive + counts.willNot).toBe(3001);
  expect(counts.willReceive / 3001).toBeGreaterThan(0.85);
  expect(await checkInvariants({ ctx })).toEqual([]);
});
