import { purgeEmptyDrafts } from "@packpost/core/campaign/draft/purge-empty-drafts";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

it("C1 C5 a draft in which nobody wrote is gone after a day; whatever somebody did in one keeps it", async () => {
  const organisation = await world.organisation(1);
  const other = await world.organisation(1);
  const caller = await web.as(organisation);
  const begin = async (input: { name?: string } = {}) => (await caller.campaign.create(input)).campaignId;
  const edit = (campaignId: string, changes: object) =>
    caller.campaign.edit({ campaignId, version: 1, changes });

  const pressed = await begin();
  const named = await begin({ name: "Summer" });
  const written = await begin();
  await edit(written, { bodyMarkdown: "Hello" });
  const taken = await begin();
  await edit(taken, { subject: "Hello" });
  await caller.campaign.edit({ campaignId: taken, version: 2, changes: { subject: "" } });
  const chosen = await begin();
  await edit(chosen, { passId: organisation.passId });
  const listed = await begin();
  await caller.campaign.entries.enter({ campaignId: listed, list: "exclude", text: "person1@inbox.example" });
  const copied = await begin();
  await caller.campaign.chooseCopy({ campaignId: copied, copyTo: "nobody" });
  const archived = await begin();
  await caller.campaign.related.archive({ campaignId: archived, archived: true });
  const elsewhere = (await (await web.as(other)).campaign.create({})).campaignId;
  await world.owner.query("update campaign set created_at = now() - interval '25 hours'");
  const young = await begin();

  expect(await purgeEmptyDrafts({ ctx: organisation.ctx })).toBe(1);
  expect(await purgeEmptyDrafts({ ctx: organisation.ctx })).toBe(0);
  const { rows } = await world.owner.query("select id from campaign where organisation_id = any($1)", [
    [organisation.ctx.organisationId, other.ctx.organisationId],
  ]);
  expect(rows.map(({ id }) => id).toSorted()).toEqual(
    [named, written, taken, chosen, listed, copied, archived, elsewhere, young].toSorted(),
  );
  const audit = await world.owner.query(
    "select subject_id from audit where action = 'campaign.empty_draft_deleted'",
  );
  expect(audit.rows).toEqual([{ subject_id: pressed }]);
  await expect(caller.campaign.get({ campaignId: pressed })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("C1 C4 C10 C14 a NUL character in a search box is left out, not an error", async () => {
  const organisation = await world.organisation(3);
  const caller = await web.as(organisation);
  const campaignId = await world.draft(organisation);
  const search = "spr\0ing";
  expect((await caller.campaign.list({ search })).campaigns).toHaveLength(1);
  const key = { campaignId, passId: organisation.passId };
  expect((await caller.audience.list({ ...key, search: "\0person1@inbox\0" })).people).toHaveLength(1);
  expect((await caller.campaign.recipients({ campaignId, search })).recipients).toEqual([]);
  expect((await caller.suppression.list({ search })).suppressions).toEqual([]);
  expect((await caller.campaign.list({ search: "\0".repeat(500) })).campaigns).toHaveLength(1);
});
