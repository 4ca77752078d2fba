import { listImports } from "@packpost/core/customer-import/read-imports";
import { listImportsSchema } from "@packpost/core/customer-import/schemas";
import { confirmImport, lookAtImport, undoImport } from "@packpost/core/customer-import/start-import";
import { describe, expect, it } from "vitest";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openImports } from "../support/open-imports.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const { ctxOf, upload, get, seen, work, look, run, rowsOf, people } = openImports(database);

describe("P9 an import is taken back", () => {
  it("what it made and changed goes back, what was edited since stays and is named, the opt-out stays", async () => {
    const of = await createTestOrganisation(database.orm);
    const first = await upload(
      "id,first name,email,phone\n1,Ann,ann@undo.example,\n2,Ben,ben@undo.example,\n",
      { of },
    );
    await look(first, of);
    await run(first, of);
    const second = await upload(
      "id,first name,email,campaigns\n1,Anna,anna@undo.example,\n2,Benno,,no\n3,Cleo,cleo@undo.example,\n4,Dora,dora@undo.example,\n",
      { of },
    );
    await look(second, of);
    expect((await run(second, of)).counts).toEqual({ created: 2, changed: 2, unchanged: 0, refused: 0 });
    await database.owner.query(
      "update customer set last_name = 'Kept', first_name = 'Doro' where external_id = '4' and organisation_id = $1",
      [of.organisationId],
    );
    await undoImport({ ctx: ctxOf(of), input: await seen(second, of) });
    expect(await work(second, of)).toMatchObject({ state: "undone", kept: 1 });
    expect((await people(of)).map(({ first_name, email }) => [first_name, email])).toEqual([
      ["Ann", "ann@undo.example"],
      ["Ben", "ben@undo.example"],
      ["Doro", "dora@undo.example"],
    ]);
    expect(await rowsOf(second, "kept", of)).toMatchObject([
      { row: 5, note: "It was edited since: firstName." },
    ]);
    const { rows } = await database.owner.query(
      "select subscribed from preference where organisation_id = $1",
      [of.organisationId],
    );
    expect(rows).toEqual([{ subscribed: false }]);
    const families = await database.owner.query(
      "select count(*)::int as n from family where organisation_id = $1",
      [of.organisationId],
    );
    expect(families.rows).toEqual([{ n: 3 }]);
    await expect(undoImport({ ctx: ctxOf(of), input: await seen(second, of) })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is for a day, for owner and admin, and once for each press", async () => {
    const of = await createTestOrganisation(database.orm);
    const importId = await upload("email\nx@day.example\n", { of });
    const before = await seen(importId, of);
    for (const role of ["senior", "basic"] as const)
      await expect(lookAtImport({ ctx: of.as(role), input: before })).rejects.toMatchObject({
        code: "forbidden",
      });
    await lookAtImport({ ctx: ctxOf(of), input: before });
    await expect(lookAtImport({ ctx: ctxOf(of), input: before })).rejects.toMatchObject({ code: "conflict" });
    await expect(confirmImport({ ctx: ctxOf(of), input: await seen(importId, of) })).rejects.toMatchObject({
      code: "conflict",
    });
    await work(importId, of);
    await run(importId, of);
    expect((await get(importId, of)).undoUntil).not.toBeNull();
    await database.owner.query(
      "update customer_import set finished_at = finished_at - interval '25 hours' where id = $1",
      [importId],
    );
    expect((await get(importId, of)).undoUntil).toBeNull();
    await expect(undoImport({ ctx: ctxOf(of), input: await seen(importId, of) })).rejects.toMatchObject({
      code: "conflict",
    });
    const other = await createTestOrganisation(database.orm);
    await expect(get(importId, other)).rejects.toMatchObject({ code: "not_found" });
    expect((await listImports({ ctx: ctxOf(of), input: listImportsSchema.parse({}) })).imports).toMatchObject(
      [{ id: importId, createdBy: "The admin", counts: { created: 1 } }],
    );
    const { rows } = await database.owner.query(
      "select action from audit where subject_id = $1 order by id",
      [importId],
    );
    expect(rows.map(({ action }) => action)).toEqual(["import.uploaded", "import.confirmed", "import.done"]);
  });
});
