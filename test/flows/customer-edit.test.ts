import { saveCustomer } from "@packpost/core/customer/edit/save-customer";
import { saveCustomerSchema } from "@packpost/core/customer/edit/schemas";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let customerId: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

const fresh = async (person: object = {}) => {
  const { customerIds } = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Ana", ...person }],
  });
  [customerId = ""] = customerIds;
};
const read = () => getCustomer({ ctx: organisation.as("senior"), input: { customerId } });
const shown = async () => {
  const { firstName, lastName, email, phone } = await read();
  return { firstName, lastName, email: email ?? "", phone: phone ?? "" };
};
const save = async (
  change: object,
  seen?: object,
  role: "senior" | "basic" = "senior",
  of = organisation,
) => {
  const before = await shown();
  const input = saveCustomerSchema.parse({
    ...{ customerId, seen: { ...before, ...seen }, fields: { ...before, ...change } },
  });
  return saveCustomer({ ctx: of.as(role), input });
};
const reasons = async () => {
  const { rows } = await database.owner.query("select reasons from eligibility where customer_id = $1", [
    customerId,
  ]);
  return rows[0]?.reasons;
};

describe("P11 a customer's file is mended where a review leads", () => {
  it("C4 a missing address is added: at once in eligibility, audited without what stands in it", async () => {
    await fresh({ email: null });
    expect((await read()).emailState).toBe("no_address");
    expect(await reasons()).not.toBe(0);
    expect(await save({ email: " Ana@Mail.example " })).toEqual({ outcome: "saved" });
    expect(await read()).toMatchObject({ emailState: "subscribed", email: "Ana@Mail.example" });
    expect(await reasons()).toBe(0);
    const { rows } = await database.owner.query(
      "select action, detail from audit where subject_id = $1 and organisation_id = $2",
      [customerId, organisation.organisationId],
    );
    expect(rows).toEqual([{ action: "customer.changed", detail: { changed: ["email"] } }]);
  });

  it("K17 says what is wrong with an address or a number, and changes nothing", async () => {
    await fresh();
    const before = await shown();
    expect(await save({ email: "a..b@mail.example", phone: "12", firstName: "Eve" })).toEqual({
      outcome: "wrong",
      faults: {
        email: "There are two dots in a row before the @.",
        phone: expect.stringContaining("No telephone has this number"),
      },
    });
    expect(await shown()).toEqual(before);
    expect(await save({ phone: "+1 (202) 555-0142" })).toEqual({ outcome: "saved" });
    expect(await read()).toMatchObject({ phone: "+1 202 555 0142", textState: "on" });
  });

  it("a number without its country code is one of the organisation's country, also where somebody has it already", async () => {
    await fresh();
    expect(await save({ phone: "030 901821" })).toEqual({ outcome: "saved" });
    expect((await read()).phone).toBe("+49 30 901821");
    const first = customerId;
    await fresh();
    const seen = await shown();
    const again = { customerId, seen, fields: { ...seen, phone: "030/901821" }, anyway: false };
    expect(await saveCustomer({ ctx: organisation.as("senior"), input: again })).toMatchObject({
      ...{ outcome: "known", people: [{ id: first, shares: "phone" }] },
    });
    const abroad = await createTestOrganisation(database.orm, { zone: "UTC" });
    const pass = await createPass(abroad, "Pass");
    const of = await createFamily(abroad, { passId: pass, people: [{ firstName: "Ana" }] });
    const ctx = abroad.as("senior");
    const [id = ""] = of.customerIds;
    const before = { ...seen, firstName: "Ana" };
    const input = { customerId: id, seen: before, fields: { ...before, phone: "030 901821" }, anyway: true };
    expect(await saveCustomer({ ctx, input })).toMatchObject({
      ...{ outcome: "wrong", faults: { phone: expect.stringContaining("country code") } },
    });
  });

  it("nobody loses the last name that they had; whom an import brought without one is edited all the same", async () => {
    await fresh();
    expect(await save({ firstName: "", lastName: " " })).toMatchObject({
      ...{ outcome: "wrong", faults: { firstName: "Write at least one of the names." } },
    });
    await database.owner.query("update customer set first_name = '', last_name = '' where id = $1", [
      customerId,
    ]);
    expect(await save({ email: "nameless@mail.example" })).toEqual({ outcome: "saved" });
  });

  it("an address that stood there before is nobody's mistake now", async () => {
    await fresh({ email: "a..b@mail.example" });
    expect(await save({ firstName: "Eve" })).toEqual({ outcome: "saved" });
    expect(await read()).toMatchObject({
      firstName: "Eve",
      email: "a..b@mail.example",
      emailState: "no_address",
    });
  });

  it("C18 a new address is a mailbox of its own: the block stays with the old one", async () => {
    await fresh({ email: "old@mail.example" });
    await database.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'old@mail.example', 'hard_bounce')",
      [organisation.organisationId],
    );
    expect((await read()).emailState).toBe("blocked");
    await save({ email: "new@mail.example" });
    expect((await read()).emailState).toBe("subscribed");
    await save({ email: "old@mail.example" });
    expect((await read()).emailState).toBe("blocked");
  });

  it("whoever changed it meanwhile is not overwritten, and saving the same twice is no conflict", async () => {
    await fresh();
    const seen = await shown();
    await save({ lastName: "Ray" });
    expect(await save({ lastName: "Roy" }, seen)).toMatchObject({
      outcome: "conflict",
      now: { lastName: "Ray" },
    });
    expect(await save({ lastName: "Ray" }, seen)).toEqual({ outcome: "saved" });
    expect(await save({ firstName: "Eve" }, { ...seen, lastName: (await shown()).lastName })).toEqual({
      outcome: "saved",
    });
    expect(await shown()).toMatchObject({ firstName: "Eve", lastName: "Ray" });
  });

  it("asks once where somebody has the address or number already; several may share it", async () => {
    await fresh({ email: "house@mail.example", firstName: "Maria" });
    const maria = customerId;
    await fresh();
    const before = await shown();
    const write = (anyway: boolean) =>
      saveCustomer({
        ctx: organisation.as("senior"),
        input: { customerId, seen: before, fields: { ...before, email: "House@mail.example" }, anyway },
      });
    expect(await write(false)).toEqual({
      outcome: "known",
      people: [{ id: maria, name: "Maria Test", family: "Family", shares: "email" }],
    });
    expect(await shown()).toEqual(before);
    expect(await write(true)).toEqual({ outcome: "saved" });
    const now = await shown();
    const again = { customerId, seen: now, fields: { ...now, lastName: "Ray" }, anyway: false };
    expect(await saveCustomer({ ctx: organisation.as("senior"), input: again })).toEqual({
      outcome: "saved",
    });
  });

  it("T54 is closed to basic staff and to other organisations", async () => {
    await fresh();
    await expect(save({ firstName: "X" }, {}, "basic")).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await createTestOrganisation(database.orm);
    await expect(save({ firstName: "X" }, {}, "senior", stranger)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
