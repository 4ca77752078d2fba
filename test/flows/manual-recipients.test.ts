import { listAudience } from "@packpost/core/audience/list-audience";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { purgeOldReviews } from "@packpost/core/audience/review/purge-old-reviews";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { correctEntry } from "@packpost/core/manual-recipients/correct-entry";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { listEntries } from "@packpost/core/manual-recipients/list-entries";
import { removeEntries } from "@packpost/core/manual-recipients/remove-entries";
import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { suggestPeople } from "@packpost/core/manual-recipients/suggest-people";
import { undoEntries } from "@packpost/core/manual-recipients/undo-entries";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { createDraft } from "../support/create-campaign.ts";
import { createFamily, createPass, type TestPerson, type TestPet } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let organisation: TestOrganisation;
let passId: string;
let campaignId: string;
beforeAll(() => world.open());
afterAll(() => world.close());
beforeEach(async () => {
  organisation = await createTestOrganisation(world.orm);
  passId = await createPass(organisation);
  campaignId = await createDraft(organisation, { passId });
});

const ctx = () => organisation.as("owner");
const enter = (list: EntryList, text: string) =>
  enterPeople({ ctx: ctx(), input: { campaignId, list, text } });
const entries = async (list: EntryList, show: "all" | "problems" = "all") =>
  (await listEntries({ ctx: ctx(), input: { campaignId, list, show, pageSize: 200 } })).entries;
const count = () => countAudience({ ctx: ctx(), input: { campaignId, passId } });
const person = async (name: string, more: TestPerson = {}, pets?: readonly TestPet[]) => {
  const made = await createFamily(organisation, {
    passId,
    people: [{ firstName: name, email: `${name.toLowerCase()}@inbox.example`, ...more }],
    ...(pets && { pets }),
  });
  return made.customerIds[0] ?? "";
};
/** Somebody who has nothing to do with the pass. */
const outsider = (name: string, more: TestPerson = {}) =>
  person(name, { application: "none", ...more }, [{ registration: "none" }]);

async function reasonsOf(name: string): Promise<string[] | undefined> {
  const page = await listAudience({
    ctx: ctx(),
    input: { campaignId, passId, filter: { kind: "all" }, search: name, pageSize: 10 },
  });
  return page.people[0]?.reasons.map(({ code }) => code);
}

describe("lists by hand", () => {
  it("C3 marks each bad entry in its place and counts the good ones at once", async () => {
    await person("Maria");
    await person("Omar");
    await person("Twin", { email: "twin1@inbox.example" });
    await person("Twin", { email: "twin2@inbox.example" });
    const stranger = await createTestOrganisation(world.orm);
    await createFamily(stranger, {
      passId: await createPass(stranger),
      people: [{ email: "foreign@inbox.example" }],
    });
    const pasted =
      "MARIA@inbox.example; omar  test\nnobody@inbox.example, maria@; Twin Test,foreign@inbox.example\nMaria Test";
    expect(await enter("add", pasted)).toMatchObject({
      outcome: "entered",
      count: { good: 2, problems: 4, duplicates: 1 },
    });
    expect(
      (await entries("add")).map(({ text, problem, customer }) => [text, problem, customer?.name]),
    ).toEqual([
      ["MARIA@inbox.example", null, "Maria Test"],
      ["omar test", null, "Omar Test"],
      ["nobody@inbox.example", "unknown", undefined],
      ["maria@", "malformed", undefined],
      ["Twin Test", "ambiguous", undefined],
      ["foreign@inbox.example", "unknown", undefined],
      ["Maria Test", "duplicate", "Maria Test"],
    ]);
    const [twin] = (await entries("add", "problems")).filter(({ problem }) => problem === "ambiguous");
    expect(twin?.candidates.map(({ email }) => email)).toEqual([
      "twin1@inbox.example",
      "twin2@inbox.example",
    ]);
    const text = String(twin?.candidates[1]?.number);
    await correctEntry({ ctx: ctx(), input: { campaignId, entryId: twin?.id ?? "", text } });
    expect((await entries("add"))[4]).toMatchObject({
      problem: null,
      customer: { email: "twin2@inbox.example" },
    });
  });

  it("C3 C4 removes single entries and a person, lets a duplicate count instead, and undoes a change", async () => {
    await person("Maria");
    await enter("exclude", "maria@inbox.example, Maria Test");
    const [first] = await entries("exclude");
    const which = { kind: "one", entryId: first?.id ?? "" } as const;
    const gone = await removeEntries({ ctx: ctx(), input: { campaignId, list: "exclude", which } });
    expect(gone).toMatchObject({ removed: 1, count: { good: 1, duplicates: 0 } });
    const undo = (changeId: string) =>
      undoEntries({ ctx: ctx(), input: { campaignId, list: "exclude", changeId } });
    expect(await undo(gone.changeId)).toMatchObject({ count: { good: 1, duplicates: 1 } });
    const more = await enter("exclude", "nobody, 999999");
    if (more.outcome !== "entered") throw new Error(more.outcome);
    expect(await undo(more.changeId)).toMatchObject({ count: { good: 1, problems: 0, duplicates: 1 } });
    const sql = "select customer_id from manual_recipient where campaign_id = $1";
    const customerId = (await world.owner.query(sql, [campaignId])).rows[0].customer_id;
    const person1 = { campaignId, list: "exclude", which: { kind: "person", customerId } } as const;
    const off = await removeEntries({ ctx: ctx(), input: person1 });
    expect(off).toMatchObject({ removed: 2, count: { good: 0 } });
    expect(await undo(off.changeId)).toMatchObject({ count: { good: 1, duplicates: 1 } });
    const all = { campaignId, list: "exclude", which: { kind: "all" } } as const;
    expect(await removeEntries({ ctx: ctx(), input: all })).toMatchObject({ count: { good: 0 } });
    expect(await count()).toMatchObject({ willReceive: 1, willNot: 0 });
  });

  it("C3 P7 who is added skips the pass rule, never consent, suppression, no email, silence or a shared mailbox", async () => {
    await person("Maria");
    await person("Late", {}, [{ validForDays: -3 }]);
    await person("Denied", { application: "denied" });
    await outsider("Visitor");
    await outsider("Gone", { unsubscribed: true });
    await outsider("Mute", { email: null });
    await outsider("Quiet", { lastTransactionDaysAgo: 900 });
    await outsider("Bounced");
    await outsider("Double", { email: "maria@inbox.example" });
    await world.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'bounced@inbox.example', 'hard_bounce')",
      [organisation.organisationId],
    );
    expect(await count()).toMatchObject({ willReceive: 1, willNot: 2, added: 0 });
    await enter(
      "add",
      ["Late", "Denied", "Visitor", "Gone", "Mute", "Quiet", "Bounced", "Double"]
        .map((n) => `${n} Test`)
        .join(),
    );
    expect(await count()).toMatchObject({ willReceive: 4, willNot: 5, added: 8 });
    const codes: Record<string, unknown> = {};
    for (const name of ["maria", "late", "denied", "visitor", "gone", "mute", "quiet", "bounced", "double"])
      codes[name] = await reasonsOf(name === "maria" ? "maria test" : name);
    expect(codes).toEqual({
      ...{ maria: [], late: [], denied: [], visitor: [] },
      ...{ gone: ["unsubscribed"], mute: ["no_email"], quiet: ["silent"], bounced: ["hard_bounced"] },
      double: ["same_mailbox"],
    });
  });

  it("C3 C4 excluding an address excludes its whole mailbox; who is excluded is shown with all reasons", async () => {
    await person("Maria");
    await person("Mario", { email: "maria@inbox.example" });
    await person("Omar", {}, [{ status: "inactive" }]);
    await outsider("Visitor");
    await person("Ana");
    expect(await enter("exclude", "maria@inbox.example, omar test, visitor test")).toMatchObject({
      count: { good: 4, problems: 0 },
    });
    expect(await count()).toMatchObject({ willReceive: 1, willNot: 4 });
    expect(await reasonsOf("omar")).toEqual(["pet_inactive", "excluded_by_hand"]);
    expect(await reasonsOf("visitor")).toEqual(["application_none", "registration_none", "excluded_by_hand"]);
    // Named on both lists: excluding wins.
    await enter("add", "omar test");
    expect(await reasonsOf("omar")).toEqual(["excluded_by_hand"]);
  });

  it("C3 ten thousand entries are taken at once, and not one more", async () => {
    await person("Maria");
    const text = Array.from({ length: 9_999 }, (_, at) => `nobody${at}@inbox.example`).join("\n");
    expect(await enter("add", `maria@inbox.example\n${text}`)).toMatchObject({
      count: { good: 1, problems: 9_999 },
    });
    expect(await enter("add", "one more")).toMatchObject({ outcome: "too_many", pasted: 1, held: 10_000 });
    expect(await count()).toMatchObject({ willReceive: 1 });
  });
});

describe("a campaign with lists", () => {
  it("C3 C15 reaches whom the review counted; exclusions are honoured after scheduling and after the snapshot", async () => {
    const token = `sandbox-${organisation.organisationId}`;
    await world.simulator.call("PUT", `/_servers/${token}`, { name: "Test" });
    for (const name of ["Maria", "Omar", "Ana", "Pia"]) await person(name);
    await outsider("Visitor");
    await outsider("Leaver");
    await enter("add", "visitor test, leaver test");
    const { willReceive } = await count();
    expect(willReceive).toBe(6);
    const input = { campaignId, version: 1, confirmedCount: 6 };
    expect(await sendCampaign({ ctx: ctx(), input })).toMatchObject({ outcome: "scheduled" });
    await expect(enter("add", "omar test")).rejects.toMatchObject({ code: "conflict" });
    await enter("exclude", "omar test");
    await world.hurry(campaignId);
    const worker = createTestWorkerContext(world, { ctx: ctx(), passId, token });
    await nextStep({ ctx: worker, input: { broadcastId: campaignId, timings: quickTimings } });
    await snapshotAudience({ ctx: worker, input: { broadcastId: campaignId } });
    expect(await world.statuses(campaignId)).toEqual({ waiting: 5, skipped: 1 });
    await enter("exclude", "ana test");
    await world.owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) select organisation_id, id, 'campaign', false, 'portal' from customer where first_name = 'Leaver' and organisation_id = $1",
      [organisation.organisationId],
    );
    await sendSlice({ ctx: worker, input: { broadcastId: campaignId, slice: 0, callMs: 10_000 } });
    expect(await world.statuses(campaignId)).toEqual({ sent: 3, skipped: 3 });
    const { rows } = await world.owner.query(
      "select first_name, skip_reasons, added from recipient join customer on customer.id = customer_id where broadcast_id = $1 order by 1",
      [campaignId],
    );
    expect(rows.map(({ first_name, skip_reasons, added }) => [first_name, skip_reasons, added])).toEqual([
      ["Ana", 32768, false],
      ["Leaver", 1024, true],
      ["Maria", 0, false],
      ["Omar", 32768, false],
      ["Pia", 0, false],
      ["Visitor", 0, true],
    ]);
    expect(await world.broken({ ctx: ctx(), passId, token })).toEqual([]);
  });

  it("C7 names who joined and who left since the review, even when the number is the same", async () => {
    for (const name of ["Maria", "Omar"]) await person(name);
    await outsider("Visitor");
    const review = await reviewAudience({ ctx: ctx(), input: { campaignId } });
    expect(review).toMatchObject({ willReceive: 2 });
    await enter("add", "visitor test");
    await enter("exclude", "omar test");
    const input = { campaignId, version: 1, confirmedCount: 2, reviewId: review.reviewId };
    const changed = await sendCampaign({ ctx: ctx(), input });
    expect(changed).toMatchObject({
      outcome: "audience_changed",
      now: 2,
      changes: { joined: { people: 1, names: ["Visitor Test"] }, left: { people: 1, names: ["Omar Test"] } },
    });
    if (changed.outcome !== "audience_changed") throw new Error(changed.outcome);
    const again = { ...input, reviewId: changed.reviewId };
    expect(await sendCampaign({ ctx: ctx(), input: again })).toMatchObject({ outcome: "scheduled" });
  });

  it("C7 reviews are forgotten after a day, and who sends by one that is gone is asked again", async () => {
    await person("Maria");
    const review = await reviewAudience({ ctx: ctx(), input: { campaignId } });
    const forget = () => purgeOldReviews({ ctx: organisation.asSystem });
    await forget();
    const kept = () =>
      world.owner.query("select reviewed_at from campaign_review where campaign_id = $1", [campaignId]);
    expect((await kept()).rows).toHaveLength(1);
    await world.owner.query("update campaign_review set reviewed_at = now() - interval '25 hours'");
    await forget();
    expect((await kept()).rows).toEqual([]);
    const input = { campaignId, version: 1, confirmedCount: 1, reviewId: review.reviewId };
    const asked = await sendCampaign({ ctx: ctx(), input });
    expect(asked).toEqual({
      outcome: "audience_changed",
      confirmed: 1,
      now: 1,
      reviewId: expect.any(String),
    });
    if (asked.outcome !== "audience_changed") throw new Error(asked.outcome);
    const again = { ...input, reviewId: asked.reviewId };
    expect(await sendCampaign({ ctx: ctx(), input: again })).toMatchObject({ outcome: "scheduled" });
    expect((await kept()).rows).toEqual([]);
  });
});

describe("name completion", () => {
  const suggest = async (search: string) =>
    (await suggestPeople({ ctx: ctx(), input: { search } })).map(({ name }) => name);

  it("C3 offers whom a name begins with first, then whoever has it anywhere, however it is typed", async () => {
    await outsider("Márta Okafor", { email: "okafor@inbox.example" });
    await outsider("Marten Ames", { email: "ames@inbox.example" });
    await outsider("Ann Martello", { email: "ann@inbox.example" });
    expect(await suggest("mart")).toEqual(["Márta Okafor Test", "Marten Ames Test", "Ann Martello Test"]);
    expect(await suggest("MÁRTA O")).toEqual(["Márta Okafor Test"]);
    expect(await suggest("ma")).toEqual(["Márta Okafor Test", "Marten Ames Test"]);
    expect(await suggest("okafor@")).toEqual(["Márta Okafor Test"]);
    expect(await suggest("%")).toEqual([]);
  });

  it("C3 offers eight at most, only this organisation's, and only to those who write campaigns", async () => {
    for (let n = 0; n < 10; n++) await outsider(`Twin${n}`);
    expect(await suggest("twin")).toHaveLength(8);
    const other = await createTestOrganisation(world.orm);
    expect(await suggestPeople({ ctx: other.as("owner"), input: { search: "twin" } })).toEqual([]);
    await expect(
      suggestPeople({ ctx: organisation.as("basic"), input: { search: "twin" } }),
    ).rejects.toThrow();
  });
});
