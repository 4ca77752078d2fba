import { changeImport } from "@packpost/core/customer-import/change-import";
import { openErrors } from "@packpost/core/customer-import/open-errors";
import { getImport, listImportRows, listImports } from "@packpost/core/customer-import/read-imports";
import { importRowsSchema, listImportsSchema } from "@packpost/core/customer-import/schemas";
import {
  confirmImport,
  discardImport,
  lookAtImport,
  undoImport,
} from "@packpost/core/customer-import/start-import";
import { uploadImport } from "@packpost/core/customer-import/upload-import";
import type { ImportNoun } from "@packpost/core/customer-import/upsert/fields";
import { workImport } from "@packpost/core/customer-import/work-import";
import type { Storage } from "@packpost/storage/storage";
import { beforeAll, describe, expect, it } from "vitest";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { memoryStorage } from "../support/memory-storage.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let storage: Storage;
let organisation: TestOrganisation;

beforeAll(async () => {
  storage = memoryStorage();
  organisation = await createTestOrganisation(database.orm);
  await createPass(organisation, "Gold pass");
});

type Of = TestOrganisation;
const ctxOf = (of: Of = organisation) => ({ ...of.as("admin"), storage });
async function* piecesOf(bytes: Uint8Array, size = 7_000) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}
const upload = async (
  text: string | Uint8Array,
  options: { noun?: ImportNoun; of?: Of; fileName?: string } = {},
) => {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const { noun = "customer", of = organisation, fileName = "people.csv" } = options;
  return (await uploadImport({ ctx: ctxOf(of), input: { noun, fileName, pieces: piecesOf(bytes) } }))
    .importId;
};
const get = (importId: string, of: Of = organisation) => getImport({ ctx: ctxOf(of), input: { importId } });
const seen = async (importId: string, of: Of = organisation) => ({
  importId,
  seenRevision: (await get(importId, of)).revision,
});
const work = async (importId: string, of: Of = organisation) => {
  const { revision } = await get(importId, of);
  const ctx = { ...of.asSystem, storage };
  while ((await workImport({ ctx, input: { importId, revision } })).do === "again");
  return get(importId, of);
};
const look = async (importId: string, of: Of = organisation) => {
  await lookAtImport({ ctx: ctxOf(of), input: await seen(importId, of) });
  return work(importId, of);
};
const run = async (importId: string, of: Of = organisation) => {
  await confirmImport({ ctx: ctxOf(of), input: await seen(importId, of) });
  return work(importId, of);
};
const rowsOf = async (importId: string, outcome: string, of: Of = organisation) =>
  (await listImportRows({ ctx: ctxOf(of), input: importRowsSchema.parse({ importId, outcome }) })).rows;
const errorsOf = async (importId: string) => {
  const { header, pages } = await openErrors({ ctx: ctxOf(), input: { importId } });
  const lines: string[][] = [];
  for await (const page of pages) lines.push(...page);
  return { header, lines };
};
const people = async (of: Of = organisation) =>
  (
    await database.owner.query(
      "select first_name, last_name, email, phone, external_id from customer where organisation_id = $1 order by number",
      [of.organisationId],
    )
  ).rows;
const sum = ({
  created,
  changed,
  unchanged,
  refused,
}: Record<"created" | "changed" | "unchanged" | "refused", number>) =>
  created + changed + unchanged + refused;

describe("P9 a file is looked at, imported, and run again without a change", () => {
  it("T56 the dry run tells what the run does, row by row, and both add up to the rows of the file", async () => {
    const of = await createTestOrganisation(database.orm);
    const text = [
      "Email,First Name,Last Name,Phone,Notes",
      'maria@one.example,Maria,"Okafor, PhD","+1 202 555 0142",likes dogs',
      "tom@one.example,Tom,Brown,,",
      "a..b@one.example,Bad,Address,,",
      "",
      "TOM@one.example,,Browne,,",
      "Total,,,,",
      "Email,First Name,Last Name,Phone,Notes",
    ].join("\n");
    const importId = await upload(text, { of });
    const looked = await look(importId, of);
    expect(looked).toMatchObject({
      state: "looked",
      counts: { created: 2, changed: 0, unchanged: 1, refused: 3 },
    });
    expect(await people(of)).toEqual([]);
    const dry = {
      created: await rowsOf(importId, "created", of),
      refused: await rowsOf(importId, "refused", of),
    };
    expect(dry.refused.map(({ row, note }) => [row, note])).toEqual([
      [4, "Email: There are two dots in a row before the @."],
      [7, "This is a line of totals."],
      [8, "These are the names of the columns once more."],
    ]);
    const done = await run(importId, of);
    expect(done).toMatchObject({ state: "done", counts: looked.counts });
    expect(sum(done.counts)).toBe(6);
    expect(
      (await rowsOf(importId, "created", of)).map(({ row, label, changes }) => [
        row,
        label.replace(/ \(no.*/, ""),
        changes,
      ]),
    ).toEqual(dry.created.map(({ row, label, changes }) => [row, label, changes]));
    expect(await people(of)).toMatchObject([
      { first_name: "Maria", last_name: "Okafor, PhD", phone: "+12025550142" },
      { first_name: "Tom", last_name: "Browne", email: "tom@one.example" },
    ]);
    expect(await rowsOf(importId, "unchanged", of)).toMatchObject([
      { row: 6, note: "The same as row 3 of this file." },
    ]);

    const again = await upload(text, { of });
    expect((await look(again, of)).counts).toEqual({ created: 0, changed: 0, unchanged: 3, refused: 3 });
    expect((await run(again, of)).counts).toEqual({ created: 0, changed: 0, unchanged: 3, refused: 3 });
    expect(await people(of)).toHaveLength(2);
  });

  it("T57 a key that stands twice far apart is one person in the dry run as in the run", async () => {
    const of = await createTestOrganisation(database.orm);
    const lines = Array.from({ length: 2_300 }, (_none, at) => `p${at % 2_250}@far.example,Person ${at}`);
    const importId = await upload(["email,first name", ...lines].join("\n"), { of });
    const looked = await look(importId, of);
    expect(looked.counts).toEqual({ created: 2_250, changed: 50, unchanged: 0, refused: 0 });
    expect((await run(importId, of)).counts).toEqual(looked.counts);
    expect(await people(of)).toHaveLength(2_250);
  });

  it("the refused rows come back as the same columns with the reason, and are imported once mended", async () => {
    const importId = await upload(
      'ID;Name;Mail;Phone\n00042;"=1+1;\nJo";jo@;4.41E+11\n7;Kim;kim@errors.example;\n',
    );
    expect(await get(importId)).toMatchObject({
      settings: { separator: ";", mapping: ["externalId", "fullName", "email", "phone"] },
    });
    expect((await look(importId)).counts).toMatchObject({ created: 1, refused: 1 });
    const { header, lines } = await errorsOf(importId);
    expect(header).toEqual(["ID", "Name", "Mail", "Phone", "Why it was not imported"]);
    expect(lines).toEqual([["00042", "=1+1;\nJo", "jo@", "4.41E+11", "Email: Nothing stands after the @."]]);
    const mended = [header, ["00042", "'=1+1 Jo", "jo@errors.example", "", lines[0]?.[4] ?? ""]]
      .map((cells) => cells.map((cell) => `"${cell}"`).join(","))
      .join("\r\n");
    const second = await upload(`\ufeff${mended}`);
    expect((await look(second)).counts).toEqual({ created: 1, changed: 0, unchanged: 0, refused: 0 });
    await run(second);
    expect(await people()).toMatchObject([{ external_id: "00042", first_name: "=1+1", last_name: "Jo" }]);
  });

  it("an import never lifts an opt-out; a file of who unsubscribed at Mailchimp unsubscribes", async () => {
    const of = await createTestOrganisation(database.orm);
    const header = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID";
    const no = await upload(`${header}\nno@mc.example,No,More,2,2024-01-01 10:00:00,1,a1\n`, {
      ...{ of, fileName: "unsubscribed_members_export_1.csv" },
    });
    expect(await get(no, of)).toMatchObject({
      found: { system: "a Mailchimp audience" },
      settings: { unsubscribeAll: true },
    });
    await look(no, of);
    await run(no, of);
    const preferences = async () =>
      (
        await database.owner.query("select subscribed, source from preference where organisation_id = $1", [
          of.organisationId,
        ])
      ).rows;
    expect(await preferences()).toEqual([{ subscribed: false, source: "import" }]);
    const yes = await upload("email,Wants campaigns\nNO@mc.example,yes\n", { of });
    expect((await look(yes, of)).counts).toMatchObject({ unchanged: 1 });
    await run(yes, of);
    expect(await preferences()).toEqual([{ subscribed: false, source: "import" }]);
    expect(await rowsOf(yes, "unchanged", of)).toMatchObject([
      { note: expect.stringContaining("Stays unsubscribed") },
    ]);
  });
});

describe("P9 how a file is read is found, and asked for where two ways fit", () => {
  const le = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  const cases: [string, Uint8Array, object][] = [
    [
      "K70 a mark before the first name",
      Buffer.from("\ufeffEmail,First name\na@k.example,Ana\n"),
      { encoding: "utf-8", separator: "," },
    ],
    [
      "K71 UTF-16 with tabs, as Excel's Unicode text",
      le("Email\tFirst name\r\na@k.example\tAna “ß”\r\n"),
      { encoding: "utf-16le", separator: "\t" },
    ],
    [
      "K71 semicolons",
      Buffer.from("Email;First name;Balance\na@k.example;Ana;1,50\n"),
      { encoding: "utf-8", separator: ";" },
    ],
    [
      "K71 Windows-1252",
      Buffer.concat([
        Buffer.from("Email,First name\na@k.example,"),
        Buffer.from([0x93, 0x4f, 0x92, 0x96, 0xdf, 0x94]),
        Buffer.from("\n"),
      ]),
      { encoding: "windows-1252", separator: "," },
    ],
    ["CR alone", Buffer.from("Email,First name\ra@k.example,Ana\r"), { encoding: "utf-8", separator: "," }],
    ["one column", Buffer.from("Email\na@k.example\n"), { encoding: "utf-8", separator: "," }],
  ];
  it.each(cases)("%s", async (_what, bytes, expected) => {
    const importId = await upload(bytes);
    const one = await get(importId);
    expect(one.settings).toMatchObject(expected);
    expect(one.settings.mapping[0]).toBe("email");
    expect((await look(importId)).counts).toMatchObject({ created: 1, refused: 0 });
    const [row] = await rowsOf(importId, "created");
    if (_what.includes("1252"))
      expect(row?.changes).toContainEqual({ field: "firstName", before: null, after: "“O’–ß”" });
    await discardImport({ ctx: ctxOf(), input: await seen(importId) });
  });

  it("K72 the order of day and month is asked where both fit, found where one does, and a day stays the organisation's", async () => {
    const of = await createTestOrganisation(database.orm, { zone: "America/New_York" });
    await createPass(of, "Gold pass");
    const people = await upload("id,name,email\nc1,Ann Day,ann@k72.example\n", { of });
    await look(people, of);
    await run(people, of);
    const pets = await upload("pet,customer id\nRex,c1\nBo,c1\n", { of, noun: "pet" });
    await look(pets, of);
    expect((await run(pets, of)).counts).toMatchObject({ created: 2, refused: 0 });
    const file = (first: string, second: string) =>
      `Pet's name,Customer's ID,Pass,Valid through\nRex,c1,Gold pass,${first}\nBo,c1,Gold pass,${second}\n`;
    const both = await upload(file("03/04/2027", "05/06/2027"), { of, noun: "registration" });
    expect(await get(both, of)).toMatchObject({ asksForDateOrder: true, settings: { dateOrder: null } });
    await expect(look(both, of)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("03/04/2026"),
    });
    const { settings } = await get(both, of);
    await changeImport({
      ctx: ctxOf(of),
      input: { importId: both, noun: "registration", settings: { ...settings, dateOrder: "dmy" } },
    });
    await look(both, of);
    expect((await rowsOf(both, "created", of))[0]?.changes).toContainEqual({
      field: "validThrough",
      before: null,
      after: "2027-04-03",
    });
    const one = await upload(file("03/04/2027", "31/12/2027"), { of, noun: "registration" });
    expect(await get(one, of)).toMatchObject({ settings: { dateOrder: "dmy" } });
    const mixed = await upload(file("12/31/2027", "31/12/2027"), { of, noun: "registration" });
    expect(await get(mixed, of)).toMatchObject({ asksForDateOrder: true, settings: { dateOrder: null } });
    const isos = await upload(file("2027-03-04T02:30:00Z", "2027-03-04T23:30:00Z"), {
      of,
      noun: "registration",
    });
    await look(isos, of);
    expect(
      (await rowsOf(isos, "created", of)).map(
        ({ changes }) => changes.find(({ field }) => field === "validThrough")?.after,
      ),
    ).toEqual(["2027-03-03", "2027-03-04"]);
  });

  it("K76 numbers without a country code are the organisation's country's; two people may have one number", async () => {
    const of = await createTestOrganisation(database.orm, { zone: "America/Chicago" });
    const importId = await upload(
      "first name,email,phone\nAl,al@p.example,(202) 555-0142\nBo,bo@p.example,202.555.0142\nCy,cy@p.example,12\n",
      { of },
    );
    expect((await look(importId, of)).counts).toMatchObject({ created: 2, refused: 1 });
    await run(importId, of);
    expect((await people(of)).map(({ phone }) => phone)).toEqual(["+12025550142", "+12025550142"]);
  });

  it("the columns of a file are remembered for the next one with the same", async () => {
    const of = await createTestOrganisation(database.orm);
    const text = (n: number) => `Spalte A,Spalte B\nx${n}@mem.example,Xaver\n`;
    const first = await upload(text(1), { of });
    const before = await get(first, of);
    expect(before.settings.mapping).toEqual([null, null]);
    await expect(look(first, of)).rejects.toMatchObject({ message: "No column is chosen yet." });
    const settings = { ...before.settings, mapping: ["email", "firstName"] };
    await changeImport({ ctx: ctxOf(of), input: { importId: first, noun: "customer", settings } });
    await expect(
      changeImport({
        ctx: ctxOf(of),
        input: { importId: first, noun: "customer", settings: { ...settings, mapping: ["email", "email"] } },
      }),
    ).rejects.toMatchObject({ message: "Two columns are “Email”." });
    await look(first, of);
    await run(first, of);
    expect(await get(await upload(text(2), { of }), of)).toMatchObject({
      ...{ settings: { mapping: ["email", "firstName"] }, found: { isRemembered: true } },
    });
  });
});

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

describe("P9 bad files", () => {
  const refuses = (bytes: string | Uint8Array) => expect(upload(bytes)).rejects;
  it("says of what is no text table what it is and what would work, and keeps nothing of it", async () => {
    const kept = new Set<string>();
    const watched: Storage = {
      ...storage,
      put: async (name, bytes, type) => {
        kept.add(name);
        await storage.put(name, bytes, type);
      },
      remove: async (name) => {
        kept.delete(name);
        await storage.remove(name);
      },
    };
    const from = async (bytes: Uint8Array) =>
      uploadImport({
        ctx: { ...ctxOf(), storage: watched },
        input: { noun: "customer", fileName: "x", pieces: piecesOf(bytes, 3_000_000) },
      });
    await expect(from(Buffer.from("PK\u0003\u0004rest"))).rejects.toMatchObject({
      message: expect.stringContaining("Excel workbook"),
    });
    await expect(from(Buffer.concat([Buffer.from("a,b\n"), Buffer.alloc(5_000_000)]))).rejects.toMatchObject({
      message: "This file is no text.",
    });
    await expect(from(new Uint8Array())).rejects.toMatchObject({ message: "This file is empty." });
    await expect(from(Buffer.from("a,".repeat(2_000_000)))).rejects.toMatchObject({
      message: expect.stringContaining("no table"),
    });
    await expect(from(Buffer.from(`${"a,".repeat(600)}\n`))).rejects.toMatchObject({
      message: expect.stringContaining("at most 500"),
    });
    async function* cut() {
      yield Buffer.from("email\n");
      throw new Error("cut");
    }
    const pieces = cut();
    await expect(
      uploadImport({
        ctx: { ...ctxOf(), storage: watched },
        input: { noun: "customer", fileName: "x", pieces },
      }),
    ).rejects.toThrow("cut");
    expect([...kept]).toEqual([]);
    await refuses("\n\n\n").toMatchObject({ message: "There is nothing in it." });
  });

  it("a cell of 10,000 characters refuses its row, a quotation mark that is never closed the file", async () => {
    const long = await upload(`email,first name\na@bad.example,${"x".repeat(10_000)}\n`);
    await look(long);
    expect(await rowsOf(long, "refused")).toMatchObject([
      { note: expect.stringContaining("10000 characters") },
    ]);
    const open = await upload(`email,first name\na@bad.example,"Ann\n${"b@bad.example,Bo\n".repeat(100)}`);
    expect(await look(open)).toMatchObject({
      state: "failed",
      trouble: expect.stringContaining("never closed"),
    });
    const wide = await upload("email,first name\na@bad.example,Ann,more\n");
    await look(wide);
    expect(await rowsOf(wide, "refused")).toMatchObject([{ note: expect.stringContaining("3 cells") }]);
  });

  it("two workers at one import, and one that stops in the middle, write each row once", async () => {
    const of = await createTestOrganisation(database.orm);
    const lines = Array.from({ length: 3_500 }, (_none, at) => `q${at}@two.example`);
    const importId = await upload(["email", ...lines].join("\n"), { of });
    await look(importId, of);
    await confirmImport({ ctx: ctxOf(of), input: await seen(importId, of) });
    const { revision } = await get(importId, of);
    const ctx = { ...of.asSystem, storage };
    expect(await workImport({ ctx, input: { importId, revision }, stepMs: 0 })).toEqual({ do: "again" });
    expect(await get(importId, of)).toMatchObject({
      state: "running",
      rowDone: 1_001,
      counts: { created: 1_000 },
    });
    await Promise.all([1, 2].map(() => workImport({ ctx, input: { importId, revision } })));
    const done = await work(importId, of);
    expect(done).toMatchObject({
      state: "done",
      counts: { created: 3_500, changed: 0, unchanged: 0, refused: 0 },
    });
    expect(await people(of)).toHaveLength(3_500);
  });
});
