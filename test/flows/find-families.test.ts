import { findFamilies } from "@packpost/core/conversation/inbox/find-families";
import { findStrangers } from "@packpost/core/conversation/inbox/find-strangers";
import { openThread } from "@packpost/core/conversation/open-thread";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
const ids = { okafor: "", oneill: "", biscuit: "", maria: "" };

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  const family = async (firstName: string, pet: string, phone: string) => {
    const made = await createFamily(organisation, { passId, people: [{ firstName }], pets: [{ name: pet }] });
    await database.owner.query("update customer set phone = $2 where id = $1", [made.customerIds[0], phone]);
    return made.familyId;
  };
  ids.okafor = await family("Chidi Okafor", "Mango", "+491761234567");
  ids.oneill = await family("Siobhán O’Neill", "Zoë", "+12125550147");
  ids.biscuit = await family("Ana", "Biscuit", "+12125559999");
  ids.maria = await family("Marianne", "Maria", "+447700900123");
});

const find = async (term: string, of = organisation) =>
  (await findFamilies({ ctx: of.as("senior"), input: { term } })).map(({ id }) => id);

describe("V2 families are found by what somebody types", () => {
  it.each([
    ["a parent's name", "okafor", "okafor"],
    ["a slip of the finger", "okafro", "okafor"],
    ["a letter too few", "Biscit", "biscuit"],
    ["two letters the wrong way round", "Bisucit", "biscuit"],
    ["an apostrophe of any kind", "o'neill", "oneill"],
    ["another apostrophe", "O`Neill", "oneill"],
    ["no accent", "siobhan", "oneill"],
    ["a pet without its dots", "zoe", "oneill"],
    ["the end of a phone number", "0147", "oneill"],
    ["a national number", "(0176) 123 45 67", "okafor"],
    ["an international one", "+44 (0)7700-900123", "maria"],
    ["three digits in the middle", "761", "okafor"],
    ["a part of the name", "afo", "okafor"],
  ] as const)("V2 by %s", async (_, term, whose) => {
    expect((await find(term))[0]).toBe(ids[whose]);
  });

  it("V2 who has the whole word comes before whose name begins with it", async () => {
    const other = await createFamily(organisation, { passId, people: [{ firstName: "Mariani" }] });
    const found = await find("Maria");
    expect(found[0]).toBe(ids.maria);
    expect(found).toContain(other.familyId);
  });

  it("V2 a slip of the finger is of a name, not of what stands in everybody's address; a part of an address is found as it is", async () => {
    const { rows } = await database.owner.query("select email from customer where family_id = $1", [
      ids.okafor,
    ]);
    expect(rows[0].email).toContain(".example");
    for (const term of ["camp", "exampel", "exmple"]) expect(await find(term)).toEqual([]);
    expect(await find("example")).toContain(ids.okafor);
    expect(await find(rows[0].email)).toEqual([ids.okafor]);
  });

  it("V2 a short word is a slip of one as long, not of whatever begins with its two letters", async () => {
    const made = await createFamily(organisation, {
      passId,
      people: [{ firstName: "Gabriel Gallagher" }],
      pets: [{ name: "Luna" }],
    });
    expect(await find("gate")).toEqual([]);
    expect((await find("luan"))[0]).toBe(made.familyId);
    expect((await find("galagher"))[0]).toBe(made.familyId);
  });

  it.each(["", " ", "zzzzqqq", "99", "%", "_%_", "0000000", "\\"])(
    "V2 finds nobody, and says so, for %j",
    async (term) => {
      expect(await find(term)).toEqual([]);
    },
  );

  it("V2 finds nobody of another organisation, and lets no basic staff ask", async () => {
    const stranger = await createTestOrganisation(database.orm);
    for (const term of ["okafor", "okafro", "0147"]) expect(await find(term, stranger)).toEqual([]);
    const asked = findFamilies({ ctx: organisation.as("basic"), input: { term: "okafor" } });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("V2 strangers are found by their number or mailbox", () => {
  let number = "";
  let mailbox = "";
  beforeAll(async () => {
    const thread = async (stranger: string) => {
      const { rows } = await database.owner.query<{ id: string }>(
        "insert into thread (organisation_id, stranger, last_message_at) values ($1, $2, now()) returning id",
        [organisation.organisationId, stranger],
      );
      return rows[0]?.id ?? "";
    };
    number = await thread("+14155550188");
    mailbox = await thread("wanda@kaefer.example");
  });
  const findStranger = async (term: string, of = organisation) =>
    (await findStrangers({ ctx: of.as("senior"), input: { term } })).map(({ threadId }) => threadId);

  it.each(["0188", "(415) 555-0188", "+1 415 555 0188", "4155550188"])(
    "V2 by the digits of %j",
    async (term) => {
      expect(await findStranger(term)).toEqual([number]);
    },
  );

  it.each(["wanda", "KAEFER", "wanda@kaefer.example", "da@kae"])(
    "V2 by a part of the mailbox: %j",
    async (term) => {
      expect(await findStranger(term)).toEqual([mailbox]);
    },
  );

  it.each(["", "w", "01", "%", "nobody"])("V2 nobody by %j", async (term) => {
    expect(await findStranger(term)).toEqual([]);
  });

  it("V2 T6 one that was joined to a family leads into that family's thread, and says whose it is", async () => {
    const ctx = organisation.as("senior");
    const threadId = await openThread({ ctx, input: { familyId: ids.okafor } });
    await database.owner.query("update thread set joined_into = $2 where id = $1", [mailbox, threadId]);
    expect(await findStrangers({ ctx, input: { term: "wanda" } })).toMatchObject([
      { threadId, stranger: "wanda@kaefer.example", family: { id: ids.okafor } },
    ]);
  });

  it("V2 T54 nobody of another organisation, and basic staff may not ask", async () => {
    expect(await findStranger("0188", await createTestOrganisation(database.orm))).toEqual([]);
    const asked = findStrangers({ ctx: organisation.as("basic"), input: { term: "0188" } });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });
});
