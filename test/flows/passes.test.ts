import { randomUUID } from "node:crypto";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { getCampaign } from "@packpost/core/campaign/draft/get-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { saveApplication } from "@packpost/core/customer/edit/save-application";
import { addPass } from "@packpost/core/pass/add-pass";
import { countPassUses } from "@packpost/core/pass/count-pass-uses";
import { renamePass } from "@packpost/core/pass/rename-pass";
import { bringBackPass, retirePass } from "@packpost/core/pass/retire-pass";
import { addPassSchema } from "@packpost/core/pass/schemas";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
const ctx = () => organisation.as("owner");

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
});

const add = (name: string, passId: string = randomUUID()) =>
  addPass({ ctx: ctx(), input: addPassSchema.parse({ passId, name }) });
const made = async () => {
  const passId = randomUUID();
  expect(await add(`Pass ${passId}`, passId)).toEqual({ outcome: "added", passId });
  return passId;
};
const draftFor = async (passId: string) => {
  const { campaignId } = await createCampaign({ ctx: ctx(), input: { name: "Spring" } });
  const text = { subject: "We open", bodyMarkdown: "Hello" };
  await editCampaign({ ctx: ctx(), input: { campaignId, version: 1, changes: { passId, ...text } } });
  return campaignId;
};
const send = (campaignId: string) =>
  sendCampaign({ ctx: ctx(), input: { campaignId, version: 2, confirmedCount: 1 } });

describe("C2 passes", () => {
  it("are added once each, and no two are called the same, however it is typed (K12)", async () => {
    const passId = randomUUID();
    expect(await Promise.all([add("Été 2027", passId), add("Été 2027", passId)])).toEqual(
      Array(2).fill({ outcome: "added", passId }),
    );
    expect(await add(" ete  2027\n")).toMatchObject({
      faults: { name: "There is a pass “Été 2027” already." },
    });
    expect(await add(" ")).toMatchObject({ faults: { name: "A pass needs a name." } });
    expect(() => addPassSchema.parse({ passId, name: "x".repeat(10_000) })).toThrow("At most 80 characters");
    const two = await Promise.all([add("Winter"), add("WINTER")]);
    expect(two.map(({ outcome }) => outcome).toSorted()).toEqual(["added", "wrong"]);
  });

  it("are renamed: drafts say the new name, and nobody is overwritten", async () => {
    const passId = await made();
    const campaignId = await draftFor(passId);
    const rename = (name: string, seen: string) => renamePass({ ctx: ctx(), input: { passId, name, seen } });
    expect(await rename("Season A", `Pass ${passId}`)).toEqual({ outcome: "saved" });
    expect(await rename("Season B", `Pass ${passId}`)).toEqual({
      outcome: "conflict",
      now: { name: "Season A" },
    });
    expect(await rename("SEASON A", "Season A")).toEqual({ outcome: "saved" });
    const { passName } = await getCampaign({ ctx: ctx(), input: { campaignId } });
    expect(passName).toBe("SEASON A");
  });

  it("C7 that are retired are sent to nobody: a draft waits for another one, and is sent once it is back", async () => {
    const passId = await made();
    await createFamily(organisation, { passId });
    const campaignId = await draftFor(passId);
    expect(await retirePass({ ctx: ctx(), input: { passId } })).toEqual({ outcome: "retired", drafts: 1 });
    expect(await retirePass({ ctx: ctx(), input: { passId } })).toEqual({ outcome: "retired", drafts: 1 });
    expect(await send(campaignId)).toEqual({ outcome: "pass_retired", passName: `Pass ${passId}` });
    const { passes } = await getCampaign({ ctx: ctx(), input: { campaignId } });
    expect(passes.find(({ id }) => id === passId)).toMatchObject({ retired: true });
    const other = await draftFor(await made());
    const offered = (await getCampaign({ ctx: ctx(), input: { campaignId: other } })).passes;
    expect(offered.map(({ id }) => id)).not.toContain(passId);
    await expect(
      editCampaign({ ctx: ctx(), input: { campaignId: other, version: 2, changes: { passId } } }),
    ).rejects.toMatchObject({ code: "conflict" });
    // What else is changed of its draft still saves.
    await editCampaign({ ctx: ctx(), input: { campaignId, version: 2, changes: { passId, name: "Late" } } });
    expect(await bringBackPass({ ctx: ctx(), input: { passId } })).toBe(true);
    expect(await bringBackPass({ ctx: ctx(), input: { passId } })).toBe(false);
    expect(
      await sendCampaign({ ctx: ctx(), input: { campaignId, version: 3, confirmedCount: 1 } }),
    ).toMatchObject({ outcome: "scheduled" });
    // Now it waits for its time.
    expect(await retirePass({ ctx: ctx(), input: { passId } })).toEqual({
      outcome: "scheduled",
      campaigns: [{ id: campaignId, name: "Late" }],
    });
  });

  it("that are retired are not given out: who has it keeps it, and may still lose it", async () => {
    const passId = await made();
    const { customerIds } = await createFamily(organisation, {
      passId,
      people: [{}, { application: "none" }],
    });
    const [holder = "", other = ""] = customerIds;
    await retirePass({ ctx: ctx(), input: { passId } });
    const apply = (customerId: string, status: "approved" | "inactive", seen: "approved" | null) =>
      saveApplication({ ctx: ctx(), input: { customerId, passId, status, seen } });
    await expect(apply(other, "approved", null)).rejects.toMatchObject({ code: "conflict" });
    expect(await apply(holder, "inactive", "approved")).toEqual({ outcome: "saved" });
    expect((await countPassUses({ ctx: ctx() })).find(({ id }) => id === passId)).toMatchObject({
      ...{ approved: 0, pending: 0, drafts: 0, retiredAt: expect.any(Date) },
    });
  });

  it("T54 are changed by whoever edits customers, and by nobody of another organisation", async () => {
    const passId = await made();
    const stranger = await createTestOrganisation(database.orm);
    for (const verb of [
      (who: ReturnType<TestOrganisation["as"]>) =>
        renamePass({ ctx: who, input: { passId, name: "Stolen", seen: "" } }),
      (who: ReturnType<TestOrganisation["as"]>) => retirePass({ ctx: who, input: { passId } }),
      (who: ReturnType<TestOrganisation["as"]>) => bringBackPass({ ctx: who, input: { passId } }),
    ]) {
      await expect(verb(stranger.as("owner"))).rejects.toMatchObject({ code: "not_found" });
      await expect(verb(organisation.as("basic"))).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(
      addPass({ ctx: stranger.as("owner"), input: { passId, name: "Mine" } }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await retirePass({ ctx: organisation.as("senior"), input: { passId } })).toMatchObject({
      outcome: "retired",
    });
  });
});
