import { findFamilies } from "@packpost/core/conversation/inbox/find-families";
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
