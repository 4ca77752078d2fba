import { audienceOf } from "@packpost/core/audience/audience-sql";
import { countMissingValues } from "@packpost/core/audience/count-missing-values";
import { exportAudience } from "@packpost/core/audience/export-audience";
import { listAudience } from "@packpost/core/audience/list-audience";
import { reasonBit, reasonCodes } from "@packpost/core/audience/reasons";
import type { AudienceFilter } from "@packpost/core/audience/schemas";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { encodeCursor } from "@packpost/core/paging/cursor";
import { inOrganisation } from "@packpost/db/orm";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/**
 * Pages are found by walking along the names or from what is rare about a reason; the whole audience in one statement is
 * the truth they must agree with. Pages of five make the short cuts of a million people happen among three thousand.
 */
const database = openTestDatabase();
const pageSize = 5;
let large: LargeOrganisation;
let campaignId: string;
let everybody: Judged[];

interface Judged {
  id: string;
  number: number;
  reasons: number;
  added: boolean;
  search_key: string;
  first_name: string;
  pet_names: string[];
  last_day_lacks: boolean;
}

const ctx = () => staffContext({ ...large, orm: database.orm }, large.ownerId);

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers: 3_000 });
  const change = (statement: string) => database.owner.query(statement);
  await change("update customer set email = 'not an address' where number % 1000 = 17");
  await change(
    "insert into suppression (organisation_id, kind, value_key, reason) select organisation_id, 'address', email_key, 'complaint' from customer where number in (100, 2900)",
  );
  await change(
    "update application set status = 'denied' where customer_id in (select id from customer where number % 900 = 9)",
  );
  await change(
    "update pet set status = 'inactive' where family_id in (select family_id from customer where number % 700 = 8)",
  );
  await change(
    "update pet set name = ' ' where family_id in (select family_id from customer where number % 800 = 1)",
  );
  await change(
    "update registration set status = 'inactive' where pet_id in (select pet.id from pet join customer using (family_id) where number = 1234)",
  );
  await change("update customer set first_name = ' ' where number in (50, 2500)");
  await change(
    "update customer set email = other.email from customer other where other.number = customer.number - 1 and customer.number % 100 = 2",
  );
  // Nothing to do with the pass any more.
  await change("delete from application where customer_id in (select id from customer where number > 2960)");
  await change(
    "delete from registration where pet_id in (select pet.id from pet join customer using (family_id) where number > 2960)",
  );
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: {} }));
  await editCampaign({ ctx: ctx(), input: { campaignId, version: 1, changes: { passId: large.passId } } });
  for (const [list, text] of [
    ["add", "#50, #90, #2970, #2971, #2980, #1800, #102"],
    ["exclude", "#3, #7, #2971, #2990, #101"],
  ] as const)
    await enterPeople({ ctx: ctx(), input: { campaignId, list, text } });
  everybody = await readEverybody();
});

async function readEverybody(): Promise<Judged[]> {
  return inOrganisation(database.orm, large.organisationId, async (em) => {
    const { rows } = await sql<Judged>`
      select customer.id, customer.number, reasons, added, search_key, first_name, pet_names,
             coalesce(audience.valid_through < current_date, true) as last_day_lacks
      from ${audienceOf({ campaignId, passId: large.passId })} audience join customer on customer.id = customer_id
      order by search_key, customer.id`.execute(em.getKysely());
    return rows;
  });
}

const filters: AudienceFilter[] = [
  { kind: "all" },
  { kind: "will" },
  { kind: "will_not" },
  { kind: "added" },
  ...reasonCodes.map((reason) => ({ kind: "reason", reason }) as const),
  { kind: "missing", field: "first_name" },
  { kind: "missing", field: "pet_names" },
  { kind: "missing", field: "full_name" },
  { kind: "missing", field: "valid_through" },
];

function shows(filter: AudienceFilter, person: Judged): boolean {
  const will = person.reasons === 0;
  if (filter.kind === "all") return true;
  if (filter.kind === "added") return person.added;
  if (filter.kind === "reason") return (person.reasons & reasonBit(filter.reason)) !== 0;
  if (filter.kind !== "missing") return will === (filter.kind === "will");
  if (filter.field === "first_name") return will && person.first_name.trim() === "";
  if (filter.field === "pet_names") return will && person.pet_names.every((name) => name.trim() === "");
  return filter.field === "valid_through" && will && person.last_day_lacks;
}

const nameOf = (filter: AudienceFilter) =>
  filter.kind === "reason" ? filter.reason : filter.kind === "missing" ? `no ${filter.field}` : filter.kind;

describe("pages of an audience", () => {
  it("C4 there is somebody for nearly every filter, and somebody on both lists", () => {
    const empty = filters.filter((filter) => !everybody.some((person) => shows(filter, person))).map(nameOf);
    expect(empty.toSorted()).toEqual([
      ...["application_inactive", "had_enough", "hard_bounced", "no full_name"],
      ...["suppressed_by_hand", "suppressed_domain"],
    ]);
  });

  it.each(filters.map((filter) => [nameOf(filter), filter] as const))(
    "C3 C4 %s: the pages hold whom the whole audience holds, in its order",
    async (_, filter) => {
      for (const [search, from] of [
        ["", 0],
        ["", 2_400],
        ["", everybody.length - 3],
        ["luna", 0],
        ["or", 300],
        ["person2", 900],
        ["person1234@", 0],
      ] as const) {
        const expected = everybody.filter(
          (person, at) => at > from && person.search_key.includes(search) && shows(filter, person),
        );
        const start = everybody[from];
        let cursor: string | null = start === undefined ? null : encodeCursor([start.search_key, start.id]);
        const seen: number[] = [];
        for (let page = 0; page < 4 && (cursor !== null || page === 0); page++) {
          const input = { campaignId, passId: large.passId, filter, search, pageSize, cursor };
          const answer = await listAudience({ ctx: ctx(), input });
          seen.push(...answer.people.map(({ number }) => number));
          cursor = answer.nextCursor;
        }
        expect(seen).toEqual(expected.slice(0, 4 * pageSize).map(({ number }) => number));
        expect(cursor === null).toBe(expected.length <= 4 * pageSize);
      }
    },
  );

  it.each([filters[0], filters[2], { kind: "reason", reason: "same_mailbox" }] as AudienceFilter[])(
    "C4 the file holds them too",
    async (filter) => {
      for (const search of ["", "luna"]) {
        const { pages } = await exportAudience({ ctx: ctx(), input: { campaignId, filter, search } });
        const lines: number[] = [];
        for await (const page of pages) lines.push(...page.map(({ number }) => number));
        const expected = everybody.filter(
          (person) => person.search_key.includes(search) && shows(filter, person),
        );
        expect(lines).toEqual(expected.map(({ number }) => number));
      }
    },
  );

  it("C5 counts who lacks a value as the pages show them", async () => {
    const fields = ["first_name", "pet_names", "valid_through", "full_name"] as const;
    const input = { campaignId, passId: large.passId, fields: [...fields] };
    const counted = await countMissingValues({ ctx: ctx(), input });
    const expected = fields
      .map((field) => ({
        field,
        people: everybody.filter((person) => shows({ kind: "missing", field }, person)).length,
      }))
      .filter(({ people }) => people > 0);
    expect(counted).toEqual(expected);
  });
});
