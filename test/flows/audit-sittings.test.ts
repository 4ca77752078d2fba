import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

type Caller = Awaited<ReturnType<TestWeb["as"]>>;

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const when = { date: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10), time: "10:00" };
const exclude = (caller: Caller) =>
  caller.campaign.entries.enter({ campaignId, list: "exclude", text: "person1@inbox.example" });

/** What of the audit is new after something was done. */
async function newRows(act: () => Promise<unknown>) {
  const read = async () =>
    (
      await world.owner.query("select id, action, detail from audit where organisation_id = $1 order by id", [
        organisation.ctx.organisationId,
      ])
    ).rows;
  const before = (await read()).length;
  await act();
  return (await read()).slice(before);
}

describe("O3 what is one deed in the audit", () => {
  it("O3 typing is one row a sitting, for each person", async () => {
    organisation = await world.organisation(1);
    campaignId = await world.draft(organisation);
    const admin = await web.as(organisation, "admin");
    const rows = await newRows(async () => {
      for (let version = 2; version < 6; version += 1)
        await admin.campaign.edit({ campaignId, version, changes: { subject: `Typed ${version}` } });
    });
    expect(rows.map(({ action }) => action)).toEqual(["campaign.edited"]);
  });

  it("O3 C10 a sitting names each field once; whatever else is done to the campaign ends it", async () => {
    campaignId = await world.draft(organisation);
    const author = await web.as(organisation, "admin");
    let version = 2;
    const edit = (changes: object) => author.campaign.edit({ campaignId, version: version++, changes });
    const fieldsOf = async (changes: object) =>
      (await newRows(() => edit(changes))).map(({ detail }) => detail.fields);
    expect(await fieldsOf({ subject: "First" })).toEqual([["subject"]]);
    expect(await fieldsOf({ subject: "Second", preheader: "A" })).toEqual([["preheader"]]);
    await exclude(author);
    expect(await fieldsOf({ subject: "Third" })).toEqual([["subject"]]);
  });

  it("O3 excluding somebody after scheduling is one row", async () => {
    organisation = await world.organisation(30);
    campaignId = await world.draft(organisation);
    const caller = await web.as(organisation, "admin");
    await caller.campaign.sending.schedule({ campaignId, version: 2, confirmedCount: 30, ...when });
    expect((await newRows(() => exclude(caller))).map(({ action }) => action)).toEqual([
      "campaign.people_entered",
    ]);
  });
});
