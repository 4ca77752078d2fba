import { describe, expect, it } from "vitest";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openImports } from "../support/open-imports.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const { imports, own, upload, get, look, run, rowsOf, people } = openImports(database);

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
    const lines = Array.from({ length: 2_300 }, (_none, at) => `p${at % 2_250}@far.example,Person,${at}`);
    const importId = await upload(["email,first name,last name", ...lines].join("\n"), { of });
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
    const { header, lines } = await imports.errors(own(), importId);
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
