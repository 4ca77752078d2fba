import type { ImportNoun } from "@packpost/db/enums";
import { beforeAll } from "vitest";
import { createPass } from "./create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "./create-test-organisation.ts";
import { ImportRun } from "./import-run.ts";
import type { TestDatabase } from "./open-test-database.ts";

/** What the tests of a file import with (P9): an organisation with a pass, and what is done with files, in it unless another is said. */
export function openImports(database: TestDatabase) {
  const imports = new ImportRun();
  const mine = { organisation: undefined as TestOrganisation | undefined };
  const own = (): TestOrganisation => {
    if (mine.organisation === undefined) throw new Error("asked before the tests began");
    return mine.organisation;
  };
  beforeAll(async () => {
    mine.organisation = await createTestOrganisation(database.orm);
    await createPass(mine.organisation, "Gold pass");
  });
  return {
    imports,
    own,
    ctxOf: (of = own()) => imports.ctxOf(of),
    upload: (
      text: string | Uint8Array,
      { of = own(), ...options }: { noun?: ImportNoun; of?: TestOrganisation; fileName?: string } = {},
    ) => imports.upload(of, text, options),
    get: (importId: string, of = own()) => imports.get(of, importId),
    seen: (importId: string, of = own()) => imports.seen(of, importId),
    work: (importId: string, of = own()) => imports.work(of, importId),
    look: (importId: string, of = own()) => imports.look(of, importId),
    run: (importId: string, of = own()) => imports.run(of, importId),
    rowsOf: (importId: string, outcome: string, of = own()) => imports.rows(of, importId, outcome),
    people: async (of = own()) => {
      const { rows } = await database.owner.query(
        "select first_name, last_name, email, phone, external_id from customer where organisation_id = $1 order by number",
        [of.organisationId],
      );
      return rows;
    },
  };
}
