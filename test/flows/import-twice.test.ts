import { eraseCustomer } from "@packpost/core/customer/erase/erase-customer";
import { partName } from "@packpost/core/customer-import/file/part-name";
import { purgeImports } from "@packpost/core/customer-import/purge-imports";
import { undoImport } from "@packpost/core/customer-import/start-import";
import { describe, expect, it } from "vitest";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openImports } from "../support/open-imports.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const { imports, ctxOf, upload, get, seen, work, look, run, rowsOf, people } = openImports(database);

describe("P9 T57 a file that is run again", () => {
  it("changes nothing, also where it contradicts itself further apart than a part: its last word is told, and taken back", async () => {
    const of = await createTestOrganisation(database.orm);
    const known = await upload("id,last name,email\nA,First,a@twice.example\nB,Same,b@twice.example\n", {
      of,
    });
    await look(known, of);
    await run(known, of);
    const others = Array.from({ length: 1_100 }, (_none, n) => `o${n},Other${n},o${n}@twice.example`);
    const file = [
      "id,last name,email",
      ...["A,Second,a@twice.example", "B,Else,b@twice.example"],
      ...others,
      ...["A,Third,a2@twice.example", "B,Same,b@twice.example", "o3,Changed,o3@twice.example"],
    ].join("\n");
    const lastNames = async () =>
      Object.fromEntries((await people(of)).map((one) => [one.external_id, one.last_name]));
    const once = await upload(file, { of });
    const counts = { created: 1_100, changed: 2, unchanged: 3, refused: 0 };
    expect((await look(once, of)).counts).toEqual(counts);
    expect((await run(once, of)).counts).toEqual(counts);
    expect(await lastNames()).toMatchObject({ A: "Third", B: "Same", o3: "Changed" });
    expect(await rowsOf(once, "changed", of)).toMatchObject([
      {
        row: 1_104,
        changes: [
          { field: "lastName", before: "First", after: "Third" },
          { field: "email", before: "a@twice.example", after: "a2@twice.example" },
        ],
      },
      { row: 1_106, changes: [{ field: "lastName", before: "Other3", after: "Changed" }] },
    ]);
    expect(await rowsOf(once, "unchanged", of)).toContainEqual(
      expect.objectContaining({ row: 2, note: expect.stringContaining("Row 1104 of this file") }),
    );
    const twice = await upload(file, { of });
    const none = { created: 0, changed: 0, unchanged: 1_105, refused: 0 };
    expect((await look(twice, of)).counts).toEqual(none);
    expect((await run(twice, of)).counts).toEqual(none);
    expect(await lastNames()).toMatchObject({ A: "Third", B: "Same", o3: "Changed" });
    await undoImport({ ctx: ctxOf(of), input: await seen(once, of) });
    await work(once, of);
    expect(await lastNames()).toEqual({ A: "First", B: "Same" });
  });

  it("knows a retired pass where it stands already, and gives it to nobody new", async () => {
    const of = await createTestOrganisation(database.orm);
    const passId = await createPass(of, "Old pass");
    await createPass(of, "New pass");
    const first = await upload("id,last name\nA,One\nB,Two\n", { of });
    await look(first, of);
    await run(first, of);
    const file = "customer id,pass,status\nA,Old pass,approved\n";
    const held = await upload(file, { of, noun: "application" });
    await look(held, of);
    expect((await run(held, of)).counts).toMatchObject({ created: 1 });
    await database.owner.query("update pass set retired_at = now() where id = $1", [passId]);
    const again = await upload(`${file}B,Old pass,approved\nB,Older pass,approved\n`, {
      ...{ of, noun: "application" },
    });
    expect((await look(again, of)).counts).toEqual({ created: 0, changed: 0, unchanged: 1, refused: 2 });
    const refused = (await rowsOf(again, "refused", of)).map(({ note }) => note);
    expect(refused[0]).toContain("Old pass is retired: nobody new gets it");
    expect(refused[1]).toContain("There are: New pass.");
    const decided = await upload("customer id,pass,status\nA,old pass,denied\n", { of, noun: "application" });
    expect((await look(decided, of)).counts).toMatchObject({ changed: 1, refused: 0 });
  });
});

describe("P11 an erased person and the files that may name them", () => {
  it("files are read by nobody from then on and deleted within the hour, what they brought can still be taken back", async () => {
    const of = await createTestOrganisation(database.orm);
    const done = await upload("id,last name,email\nA,One,one@erase.example\nB,Two,two@erase.example\n", {
      of,
    });
    await look(done, of);
    await run(done, of);
    const open = await upload("id,last name,email\nA,One,one@erase.example\n", { of });
    const { rows } = await database.owner.query(
      "select id, number from customer where organisation_id = $1 and external_id = 'A'",
      [of.organisationId],
    );
    const erase = () =>
      eraseCustomer({
        ctx: ctxOf(of),
        input: { customerId: rows[0].id, number: rows[0].number, reason: "By letter" },
      });
    await database.owner.query("update customer_import set state = 'looking' where id = $1", [open]);
    expect(await erase()).toEqual({ outcome: "importing" });
    await database.owner.query("update customer_import set state = 'looked' where id = $1", [open]);
    expect(await erase()).toEqual({ outcome: "erased" });
    expect(await get(open, of)).toMatchObject({ state: "discarded", found: { rows: [] } });
    await expect(imports.errors(of, done)).rejects.toMatchObject({ code: "not_found" });
    const worker = { ...of.asSystem, storage: imports.storage };
    const keys = await database.owner.query(
      "select file_key from customer_import where organisation_id = $1 and file_key is not null",
      [of.organisationId],
    );
    expect(keys.rows).toHaveLength(2);
    expect(await purgeImports({ ctx: worker })).toBe(2);
    for (const { file_key } of keys.rows) expect(await imports.storage.get(partName(file_key, 0))).toBeNull();
    expect(await purgeImports({ ctx: worker })).toBe(0);
    await undoImport({ ctx: ctxOf(of), input: await seen(done, of) });
    expect(await work(done, of)).toMatchObject({ state: "undone" });
    expect((await people(of)).map(({ external_id }) => external_id)).not.toContain("B");
  });
});
