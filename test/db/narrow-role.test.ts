import { requireNarrowRole } from "@packpost/core/installation/require-narrow-role";
import { migrate } from "@packpost/db/migrate";
import { initOrm } from "@packpost/db/orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

it("O4 web and worker refuse a role that sees past row-level security, and take the app's", async () => {
  await expect(requireNarrowRole(world.orm)).resolves.toBeUndefined();
  const owner = await initOrm({ url: world.ownerUrl, poolSize: 1 });
  try {
    await expect(requireNarrowRole(owner)).rejects.toThrowError(/superuser|owns tables/);
  } finally {
    await owner.close(true);
  }
});

it("O4 functions that run as their owner look into no temporary schema first, and the app makes none", async () => {
  expect(await migrate(world.ownerUrl)).toEqual([]);
  const { rows } = await world.owner.query(`
    select oid::regprocedure::text as name, proconfig from pg_proc
    where pronamespace = 'public'::regnamespace and prosecdef
      and not coalesce(proconfig, '{}') @> array['search_path=public, pg_temp']`);
  expect(rows).toEqual([]);
  const may = "select has_database_privilege('packpost_app', current_database(), 'temporary') as may";
  expect((await world.owner.query(may)).rows).toEqual([{ may: false }]);
});
