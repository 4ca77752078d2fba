import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let customerIds: readonly string[];

/** Names and addresses as people type them, each a family of its own. */
const people = [
  ["Ciara", "O’Brien", "Hans@Müller.example"],
  ["José", "Núñez", "hans@xn--mller-kva.example"],
  ["Tom", "Brown", "a..b@mail.example"],
  ["Eva", "Weiß", "tom\u200b@mail.example"],
  ["Rafał", "Nowak", "rafał@mail.example"],
  ["Ana", "Ray", "Ana@Mail.example "],
] as const;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  const passId = await createPass(organisation);
  const families = [];
  for (const [firstName, lastName, email] of people)
    families.push(
      await createFamily(organisation, {
        passId,
        people: [{ firstName: `${firstName} ${lastName}`, email }],
      }),
    );
  customerIds = families.flatMap((family) => family.customerIds);
  await run(
    `insert into suppression (organisation_id, kind, value_key, reason) values
       ($1, 'address', 'hans@müller.example', 'by_hand'), ($1, 'domain', 'müller.example', 'by_hand')`,
  );
  await database.owner.query(
    "insert into preference (organisation_id, customer_id, channel, subscribed, source) values ($1, $2, 'campaign', false, 'link')",
    [organisation.organisationId, customerIds[0]],
  );
});

const run = (statement: string) => database.owner.query(statement, [organisation.organisationId]);

describe("stored keys", () => {
  it("K12 K17 are in the one form in which names and addresses compare, whoever writes them", async () => {
    const { rows } = await run(
      "select email_key, name_key from customer where organisation_id = $1 order by number",
    );
    expect(rows.map(({ email_key, name_key }) => [email_key, name_key])).toEqual([
      ["hans@xn--mller-kva.example", "ciara o'brien test"],
      ["hans@xn--mller-kva.example", "jose nunez test"],
      [null, "tom brown test"],
      [null, "eva weiss test"],
      [null, "rafal nowak test"],
      ["ana@mail.example", "ana ray test"],
    ]);
    const suppressed = await run(
      "select kind, value_key from suppression where organisation_id = $1 order by kind",
    );
    expect(suppressed.rows).toEqual([
      { kind: "address", value_key: "hans@xn--mller-kva.example" },
      { kind: "domain", value_key: "xn--mller-kva.example" },
    ]);
  });

  it("K12 K17 decide who may be written to", async () => {
    const codes = await inOrganisation(database.orm, organisation.organisationId, async (em) => {
      const { rows } = await sql<{ codes: string[] }>`
        select array(select code from reason_codes() where mask & reasons <> 0 order by mask) as codes
        from eligibility join customer on customer.id = customer_id order by customer.number`.execute(
        em.getKysely(),
      );
      return rows.map((row) => row.codes);
    });
    const blocked = ["unsubscribed", "suppressed_domain", "suppressed_by_hand"];
    expect(codes).toEqual([blocked, blocked, ["invalid_email"], ["invalid_email"], ["invalid_email"], []]);
  });
});
