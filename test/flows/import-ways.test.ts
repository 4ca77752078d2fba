import { changeImport } from "@packpost/core/customer-import/change-import";
import { discardImport } from "@packpost/core/customer-import/start-import";
import { describe, expect, it } from "vitest";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openImports } from "../support/open-imports.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const { ctxOf, upload, get, seen, look, run, rowsOf, people } = openImports(database);

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
