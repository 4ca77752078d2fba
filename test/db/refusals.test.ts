import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

/** Who is refused mail or texts is kept (074-refusals): random changes are held against the truth in eligibility.test.ts. */
const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
/** Connections of their own: what they hold must not be waited for by whoever looks. */
let clients: pg.Client[];

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  clients = [0, 1].map(() => new pg.Client({ connectionString: database.appUrl }));
  for (const client of clients) {
    await client.connect();
    await client.query("select set_config('app.organisation_id', $1, false)", [organisation.organisationId]);
  }
});
afterAll(() => Promise.all(clients.map((client) => client.end())));

async function person(phone: string | null): Promise<string> {
  const { customerIds } = await createFamily(organisation, { passId });
  const [id = ""] = customerIds;
  await database.owner.query("update customer set phone = $2 where id = $1", [id, phone]);
  return id;
}

async function found(filter: object): Promise<string[]> {
  const input = listCustomersSchema.parse({ ...filter, pageSize: 200 });
  const { customers } = await listCustomers({ ctx: organisation.as("senior"), input });
  return customers.map(({ id }) => id);
}

const kept = async (id: string) => {
  const { rows } = await database.owner.query(
    "select email_state, text_state from customer_refusal where customer_id = $1",
    [id],
  );
  return rows;
};
const broken = () => checkInvariants({ ctx: organisation.as("owner") });
const blocked = [{ email_state: "subscribed", text_state: "blocked" }];
const optedOut = [{ email_state: "subscribed", text_state: "unsubscribed" }];

const takesNumber = (id: string, phone: string) =>
  [`update customer set phone = $2 where id = $1`, [id, phone]] as const;
const refuses: Readonly<Record<string, string>> = {
  "a STOP":
    "insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values ($1, $2, now(), 'keyword')",
  "a block":
    "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'number', $2, 'by_hand')",
};
let number = 2_025_550_200;
const nextNumber = () => `+1${++number}`;

it.each(
  Object.keys(refuses).flatMap((cause) => [
    [cause, "the person first"] as const,
    [cause, "the refusal first"] as const,
  ]),
)("P1 %s comes while somebody gets that number, %s: they are found", async (cause, first) => {
  const [one, other] = clients;
  if (!one || !other) throw new Error("two connections");
  const [id, phone] = [await person(null), nextNumber()];
  const refuse = (client: pg.Client) =>
    client.query(refuses[cause] ?? "", [organisation.organisationId, phone]);
  const take = (client: pg.Client) => {
    const [statement, values] = takesNumber(id, phone);
    return client.query(statement, [...values]);
  };
  const [begins, follows] = first === "the person first" ? [take, refuse] : [refuse, take];
  await one.query("begin");
  await begins(one);
  const following = follows(other);
  await waitUntil("the other one waits", async () => {
    const { rows } = await database.owner.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and wait_event = 'advisory' and datname = current_database()",
    );
    return rows.length > 0;
  });
  await one.query("commit");
  await following;
  expect(await kept(id)).toEqual(cause === "a STOP" ? optedOut : blocked);
  expect(await broken()).toEqual([]);
});

it("P1 a number that the carrier does not know is blocked in the list and under its filter", async () => {
  const phone = nextNumber();
  const id = await person(phone);
  await database.owner.query(
    "insert into phone_number (organisation_id, number, state) values ($1, $2, 'invalid')",
    [organisation.organisationId, phone],
  );
  expect(await found({ text: "blocked" })).toContain(id);
  expect(await found({ text: "on" })).not.toContain(id);
  await database.owner.query("update phone_number set state = 'textable' where number = $1", [phone]);
  expect(await found({ text: "on" })).toContain(id);
  expect(await kept(id)).toEqual([]);
});

it("P1 a new customer at an address that mail came back from is found, under the name that they get", async () => {
  await database.owner.query(
    "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'back@mail.example', 'hard_bounce')",
    [organisation.organisationId],
  );
  const { customerIds } = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Zora", email: "back@mail.example" }],
  });
  const [id = ""] = customerIds;
  expect(await found({ email: "blocked" })).toEqual([id]);
  await database.owner.query("update customer set first_name = 'Aaron' where id = $1", [id]);
  expect(await broken()).toEqual([]);
  await database.owner.query(
    "update suppression set lifted_at = now() where value_key = 'back@mail.example'",
  );
  expect(await found({ email: "blocked" })).toEqual([]);
});

it("P1 a mark that is missing or wrong is found hourly", async () => {
  const phone = nextNumber();
  const id = await person(phone);
  await database.owner.query(refuses["a STOP"] ?? "", [organisation.organisationId, phone]);
  const invariant = "who is refused mail or texts is marked, and nobody else";
  for (const statement of [
    "update customer_refusal set text_state = 'on', email_state = 'blocked' where customer_id = $1",
    "delete from customer_refusal where customer_id = $1",
  ]) {
    await database.owner.query(statement, [id]);
    expect(await broken()).toEqual([{ invariant, count: 1, ids: [id] }]);
  }
  await database.owner.query("call refresh_refusals(array[$1::uuid])", [id]);
  expect(await broken()).toEqual([]);
});
