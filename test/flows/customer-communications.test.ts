import { changeForCustomer } from "@packpost/core/customer/communications/change-for-customer";
import { getCommunications } from "@packpost/core/customer/communications/get-communications";
import { changeForCustomerSchema } from "@packpost/core/customer/communications/schemas";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let ana: string;
let ben: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  const people = [
    { firstName: "Ana", email: "shared@mail.example" },
    { firstName: "Ben", email: "shared@mail.example" },
  ];
  const { customerIds } = await createFamily(organisation, { passId, people });
  [ana = "", ben = ""] = customerIds;
  await database.owner.query("update customer set phone = '+12025550142' where id = $1", [ana]);
});

const change = (input: object, role: "senior" | "basic" = "senior", of = organisation) =>
  changeForCustomer({
    ctx: of.as(role),
    input: changeForCustomerSchema.parse({ customerId: ana, channel: "campaign", ...input }),
  });
const read = (customerId = ana) =>
  getCommunications({ ctx: organisation.as("senior"), input: { customerId } });
const channelOf = async (channel: string, customerId = ana) =>
  (await read(customerId)).channels.find((state) => state.channel === channel);
const emailState = async (name: string) =>
  (
    await listCustomers({
      ctx: organisation.as("senior"),
      input: listCustomersSchema.parse({ search: name }),
    })
  ).customers[0]?.emailState;

describe("P6 what a customer asked to be sent", () => {
  it("P6 nobody has said anything: all of it, and the team sees that it is shared", async () => {
    const { channels, shared, history } = await read();
    expect(channels).toEqual(
      (["campaign", "notice", "text"] as const).map((channel) => ({
        ...{ channel, subscribed: true, said: null, locked: false },
      })),
    );
    expect([shared, history]).toEqual([true, []]);
  });

  it("P6 C18 staff unsubscribe for them: at once, for the mailbox, with their name on it", async () => {
    await change({ subscribed: false });
    expect(await channelOf("campaign")).toMatchObject({ subscribed: false, said: { source: "staff" } });
    expect(await channelOf("campaign", ben)).toMatchObject({ subscribed: false });
    expect([await emailState("Ana"), await emailState("Ben")]).toEqual(["unsubscribed", "unsubscribed"]);
    expect((await read()).history).toEqual([
      expect.objectContaining({ channel: "campaign", subscribed: false, by: "The senior", reason: null }),
    ]);
    await change({ subscribed: false });
    expect((await read()).history).toHaveLength(1);
  });

  it("P6 C18 somebody else's mailbox is not asked", async () => {
    const people = [{ firstName: "Olivia", email: "olivia@mail.example" }];
    const { customerIds } = await createFamily(organisation, { passId, people });
    expect(await channelOf("campaign", customerIds[0])).toMatchObject({ subscribed: true, said: null });
    const { owner } = database;
    const { rows } = await owner.query("select channel from preference where not subscribed");
    expect(rows).toEqual([{ channel: "campaign" }]);
  });

  it("P6 a yes takes how they said it, which stays on record", async () => {
    for (const reason of [undefined, "", "  ", "ok"])
      expect(() =>
        changeForCustomerSchema.parse({ customerId: ana, channel: "campaign", subscribed: true, reason }),
      ).toThrow();
    await change({ subscribed: true, reason: "Called on Monday and asked for it" });
    expect(await channelOf("campaign")).toMatchObject({ subscribed: true });
    expect(await emailState("Ana")).toBe("subscribed");
    expect((await read()).history[0]).toMatchObject({
      ...{ subscribed: true, by: "The senior", reason: "Called on Monday and asked for it" },
    });
  });

  it("P6 notices and texts as well", async () => {
    await change({ channel: "notice", subscribed: false });
    await change({ channel: "text", subscribed: false });
    expect((await read()).channels.map(({ subscribed }) => subscribed)).toEqual([true, false, false]);
    await change({ channel: "notice", subscribed: true, reason: "Said so at the desk" });
    await change({ channel: "text", subscribed: true, reason: "Said so at the desk" });
    expect((await read()).channels.every(({ subscribed }) => subscribed)).toBe(true);
  });

  it("A12 nobody but their own phone takes back a STOP", async () => {
    await database.owner.query(
      "insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values ($1, '+12025550142', now(), 'keyword')",
      [organisation.organisationId],
    );
    expect(await channelOf("text")).toMatchObject({
      subscribed: false,
      locked: true,
      said: { source: "keyword" },
    });
    expect(await change({ channel: "text", subscribed: true, reason: "They asked me to" })).toEqual({
      outcome: "stopped",
    });
    expect(await channelOf("text")).toMatchObject({ subscribed: false });
  });

  it("T54 is closed to basic staff, and to other organisations", async () => {
    await expect(change({ subscribed: false }, "basic")).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await createTestOrganisation(database.orm);
    await expect(change({ subscribed: false }, "senior", stranger)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
