import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openHousehold } from "../support/household.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { run, recipient, change } = openHousehold(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const set = (organisation: TestOrganisation, statement: string) =>
  world.owner.query(statement, [organisation.ctx.organisationId]);
const petsOf = (firstName: string) =>
  `(select pet.id from pet join customer using (organisation_id, family_id) where organisation_id = $1 and first_name = '${firstName}')`;

/** Ana, Ida and Eli will receive; Ben's pet's registration ran out, Cleo's pet is inactive and she is blocked, Dan unsubscribed. */
async function sendToAna() {
  const organisation = await world.organisation(6);
  await set(
    organisation,
    "update customer set first_name = (array['Ana', 'Ida', 'Ben', 'Dan', 'Eli', 'Cleo'])[number], last_name = 'Okafor' where organisation_id = $1",
  );
  await set(organisation, `update pet set name = 'Moss' where id in ${petsOf("Ben")}`);
  await set(
    organisation,
    `update registration set valid_through = '2026-10-03' where pet_id in ${petsOf("Ben")}`,
  );
  await set(organisation, `update pet set name = 'Fig', status = 'inactive' where id in ${petsOf("Cleo")}`);
  await set(
    organisation,
    `insert into suppression (organisation_id, kind, value_key, reason, provider_message)
     select $1, 'address', email_key, 'hard_bounce', '550 no such user' from customer where organisation_id = $1 and first_name = 'Cleo'`,
  );
  await set(
    organisation,
    `insert into preference (organisation_id, customer_id, channel, subscribed, source)
     select $1, id, 'campaign', false, 'portal' from customer where organisation_id = $1 and first_name = 'Dan'`,
  );
  const campaignId = await run(organisation, 3);
  return { organisation, campaignId, caller: await web.as(organisation) };
}

/** Everything that stood behind the reasons is changed, as a busy team does after a campaign. */
async function changeEverything(organisation: TestOrganisation): Promise<void> {
  await set(
    organisation,
    `update registration set valid_through = '2099-12-31' where pet_id in ${petsOf("Ben")}`,
  );
  await set(organisation, `update pet set name = 'Renamed', status = 'active' where organisation_id = $1`);
  await set(organisation, "update suppression set lifted_at = now() where organisation_id = $1");
  await set(organisation, "update preference set subscribed = true where organisation_id = $1");
  await change(organisation, "Cleo", "email = 'elsewhere@inbox.example'");
}

describe("C4 C10 what stood behind a reason is still told after sending", () => {
  it("C4 pet names, dates, the server's words and whose choice, however the files have changed", async () => {
    const { organisation, campaignId, caller } = await sendToAna();
    const told = async () => {
      const { recipients } = await caller.campaign.recipients({ campaignId, filter: "skipped" });
      return Object.fromEntries(recipients.map(({ name, email, reasons }) => [name, { email, reasons }]));
    };
    const before = await told();
    expect(before).toEqual({
      "Ben Okafor": {
        email: "person3@inbox.example",
        reasons: [
          { code: "registration_expired", pets: ["Moss"], petIds: [expect.any(String)], day: "2026-10-03" },
        ],
      },
      "Cleo Okafor": {
        email: "person6@inbox.example",
        reasons: [
          { code: "pet_inactive", pets: ["Fig"], petIds: [expect.any(String)] },
          { code: "hard_bounced", at: expect.any(String), providerMessage: "550 no such user" },
        ],
      },
      "Dan Okafor": {
        email: "person4@inbox.example",
        reasons: [{ code: "unsubscribed", at: expect.any(String), source: "portal" }],
      },
    });
    await changeEverything(organisation);
    expect(await told()).toEqual(before);
  });

  it("C9 a person's own page says the same, and which of the reasons no longer apply", async () => {
    const { organisation, campaignId, caller } = await sendToAna();
    const cleo = async () =>
      caller.campaign.recipient({ campaignId, recipientId: (await recipient(campaignId, "Cleo")).id });
    const then = await cleo();
    expect(then.still).toEqual(["pet_inactive", "hard_bounced"]);
    await set(organisation, "update suppression set lifted_at = now() where organisation_id = $1");
    expect(await cleo()).toMatchObject({ reasons: then.reasons, still: ["pet_inactive"] });
    await changeEverything(organisation);
    expect(await cleo()).toMatchObject({ reasons: then.reasons, still: [] });
  });
});

it("C9 C17 a delay is no bounce: it is told in the server's words until the mail's fate is, whichever comes first", async () => {
  const { organisation, campaignId, caller } = await sendToAna();
  const { id } = await recipient(campaignId, "Ana");
  const tell = async (event: object, recipientId = id) => {
    const answer = await web.webhook(organisation.ctx.organisationId, {
      ...event,
      Metadata: { recipient: recipientId },
    });
    expect(answer.status).toBe(200);
  };
  const line = async (search: string) =>
    (await caller.campaign.recipients({ campaignId, search })).recipients.at(0);
  const delay = { RecordType: "Bounce", Type: "Transient", TypeCode: 2, Inactive: false };
  const greylisted = { ...delay, Details: "451 4.7.1 Greylisted, please try again later." };
  await tell(greylisted);
  expect(await line("Ana")).toMatchObject({
    status: "sent",
    bounce: null,
    providerMessage: greylisted.Details,
  });
  await tell({ RecordType: "Delivery", Details: "250 OK" });
  expect(await line("Ana")).toMatchObject({ status: "delivered", providerMessage: "250 OK" });
  // Told late.
  const ida = (await recipient(campaignId, "Ida")).id;
  await tell({ RecordType: "Bounce", Type: "SoftBounce", Inactive: false, Details: "452 Mailbox full" }, ida);
  await tell(greylisted, ida);
  expect(await line("Ida")).toMatchObject({
    ...{ status: "bounced", bounce: "soft", providerMessage: "452 Mailbox full" },
  });
});

describe("C9 C10 a row tells the last that a person did with their mail", () => {
  // A time to come is no time at which something was done.
  const begun = Date.now() - 3_600_000;
  const at = (minutes: number) => new Date(begun + minutes * 60_000).toISOString();
  const iPhone = {
    Client: { Name: "Apple Mail" },
    OS: { Name: "iOS 17" },
    UserAgent: "Mozilla/5.0 (iPhone)",
  };
  const desktop = { Client: { Name: "Outlook 2019" }, OS: { Name: "Windows 10" }, UserAgent: "Outlook" };

  it("C9 C12 with time, device and page, the newest of each, also when the raw events are gone", async () => {
    const { organisation, campaignId, caller } = await sendToAna();
    const { organisationId } = organisation.ctx;
    const { id } = await recipient(campaignId, "Ana");
    const tell = async (event: object) => {
      const answer = await web.webhook(organisationId, { ...event, Metadata: { recipient: id } });
      expect(answer.status).toBe(200);
    };
    const line = async () =>
      (await caller.campaign.recipients({ campaignId, search: "Ana" })).recipients.at(0);
    await tell({ RecordType: "Delivery", DeliveredAt: at(0), Details: "250 OK" });
    expect(await line()).toMatchObject({ status: "delivered", lastOpening: null, lastClick: null });
    await tell({ RecordType: "Open", ReceivedAt: at(10), ...desktop });
    await tell({ RecordType: "Open", ReceivedAt: at(30), ...iPhone });
    expect(await line()).toMatchObject({
      status: "opened",
      lastOpening: { at: new Date(at(30)), device: "iPhone" },
      lastClick: null,
    });
    const click = { RecordType: "Click", OriginalLink: "https://riverside.example/map" };
    await tell({ ...click, ReceivedAt: at(40), ...desktop });
    // Told late: what happened last stays last.
    await tell({ ...click, ReceivedAt: at(20), OriginalLink: "https://riverside.example/rules", ...iPhone });
    await tell({ RecordType: "Open", ReceivedAt: at(25), ...desktop });
    const told = await line();
    expect(told).toMatchObject({
      status: "clicked",
      lastOpening: { at: new Date(at(30)), device: "iPhone" },
      lastClick: {
        at: new Date(at(40)),
        url: "https://riverside.example/map",
        device: "Outlook 2019 on Windows 10",
      },
    });
    await world.owner.query("delete from provider_event where recipient_id = $1", [id]);
    expect(await line()).toEqual(told);
  });

  it("C11 of a machine's doings nothing stands there", async () => {
    const { organisation, campaignId, caller } = await sendToAna();
    const { id } = await recipient(campaignId, "Ana");
    const tell = (event: object) =>
      web.webhook(organisation.ctx.organisationId, { ...event, Metadata: { recipient: id } });
    await tell({ RecordType: "Delivery", DeliveredAt: at(0), Details: "250 OK" });
    await tell({ RecordType: "Open", ReceivedAt: at(0), ...iPhone });
    const { recipients } = await caller.campaign.recipients({ campaignId, search: "Ana" });
    expect(recipients).toMatchObject([
      { status: "delivered", bot: "opened", lastOpening: null, lastClick: null },
    ]);
  });
});
