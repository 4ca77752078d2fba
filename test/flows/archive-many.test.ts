import { listCampaigns } from "@packpost/core/campaign/progress/list-campaigns";
import { listCampaignsSchema } from "@packpost/core/campaign/schemas";
import { archiveCampaigns } from "@packpost/core/campaign/send/archive-campaigns";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDraft } from "../support/create-campaign.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const list = (organisation: TestOrganisation, archived: boolean) =>
  listCampaigns({
    ctx: organisation.as("owner"),
    input: listCampaignsSchema.parse({ search: "spring", archived, pageSize: 2 }),
  });

it("C16 archives all that match, on every page, leaves what is on its way, and takes exactly those back", async () => {
  const organisation = await createTestOrganisation(world.orm);
  const ctx = organisation.as("owner");
  const passId = await createPass(organisation);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await createDraft(organisation, { passId }));
  const other = await createDraft(organisation, { passId });
  await world.owner.query("update campaign set name = 'Spring news' where id = any($1)", [ids]);
  await world.owner.query("update campaign set name = 'Autumn', subject = 'Leaves' where id = $1", [other]);
  await world.owner.query(
    "update broadcast set status = 'paused', template = '{}', send_at = now(), sent_by = author_id from campaign where campaign.id = broadcast.id and broadcast.id = $1",
    [ids[0]],
  );
  expect((await list(organisation, false)).matching).toBe(5);

  const done = await archiveCampaigns({
    ctx,
    input: { which: { kind: "matching", search: "spring", statuses: [] }, archived: true },
  });
  expect([done.changed.toSorted(), done.moving]).toEqual([ids.slice(1).toSorted(), 1]);
  expect([(await list(organisation, false)).matching, (await list(organisation, true)).matching]).toEqual([
    1, 4,
  ]);

  const back = await archiveCampaigns({
    ctx,
    input: { which: { kind: "ids", ids: done.changed }, archived: false },
  });
  expect(back.changed.toSorted()).toEqual(done.changed.toSorted());
  expect((await list(organisation, false)).matching).toBe(5);
});

it("C16 another organisation's campaigns are nobody's to archive, nor are they for basic staff", async () => {
  const mine = await createTestOrganisation(world.orm);
  const theirs = await createTestOrganisation(world.orm);
  const id = await createDraft(theirs, { passId: await createPass(theirs) });
  const input = { which: { kind: "ids" as const, ids: [id] }, archived: true };
  expect(await archiveCampaigns({ ctx: mine.as("owner"), input })).toEqual({ changed: [], moving: 0 });
  await expect(archiveCampaigns({ ctx: theirs.as("basic"), input })).rejects.toThrow();
});
