import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { syncSuppressions } from "@packpost/core/suppression/sync-suppressions";
import { syncSuppressions as startSync } from "@packpost/workflows/client";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { withEmail } from "../support/with-email.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";
let emails: string[] = [];
let customers: string[] = [];

/** Four people; the provider's webhooks never reach us, so all that it knows must come from its list. */
const fates = ["bounce", "spam", "unsubscribe", "deliver"] as const;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(fates.length);
  const { rows } = await world.owner.query(
    "select id, email_key from customer where organisation_id = $1 order by number",
    [organisation.ctx.organisationId],
  );
  emails = rows.map(({ email_key }) => email_key);
  customers = rows.map(({ id }) => id);
  const outcomes = Object.fromEntries(emails.map((email, index) => [email, fates[index]]));
  await world.simulator.call("PUT", "/_faults", {
    tokens: { [organisation.token]: { outcomes, speed: 60 } },
  });
  campaignId = await world.draft(organisation);
  await world.confirm(organisation, campaignId, fates.length);
  await world.hurry(campaignId);
  const ctx = createTestWorkerContext(world, organisation);
  await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
  await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
  await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 15_000 } });
  await waitUntil(
    "the provider to suppress three",
    async () => (await there()).size === 3 || undefined,
    20_000,
  );
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const sync = () => syncSuppressions({ ctx: createTestWorkerContext(world, organisation) });

/** What the provider suppresses: address → reason. */
async function there(): Promise<Map<string, string>> {
  const email = await createTestWorkerContext(world, organisation).providerFor("email");
  const answer = await email.suppressions.list("bulk");
  if (answer.outcome !== "listed") throw new Error(answer.providerMessage);
  return new Map(answer.suppressions.map(({ address, reason }) => [address, reason]));
}

const listed = async (input: { reason?: "hard_bounce" | "complaint" | "by_hand"; search?: string } = {}) =>
  (await (await web.as(organisation, "admin")).suppression.list(input)).suppressions;

const willReceive = async () =>
  (await (await web.as(organisation)).audience.count({ campaignId, passId: organisation.passId }))
    .willReceive;

describe("C14 suppressions, both ways", () => {
  it("C14 what the provider suppresses and we had not heard of stands here, and is not mailed again", async () => {
    expect(await willReceive()).toBe(4);
    expect(await sync()).toEqual({ outcome: "synced" });
    expect((await listed()).map(({ value, reason }) => [value, reason]).toSorted()).toEqual(
      [
        [emails[0], "hard_bounce"],
        [emails[1], "complaint"],
      ].toSorted(),
    );
    const { rows } = await world.owner.query(
      "select subscribed, source from preference where customer_id = $1",
      [customers[2]],
    );
    expect(rows).toEqual([{ subscribed: false, source: "provider" }]);
    expect(await willReceive()).toBe(1);
    const caller = await web.as(organisation, "admin");
    expect(await caller.suppression.sync()).toMatchObject({
      providerCount: 3,
      taken: 3,
      given: 0,
      lifted: 0,
      providerMessage: null,
    });
    await sync();
    expect(await caller.suppression.sync()).toMatchObject({
      providerCount: 3,
      taken: 0,
      given: 0,
      lifted: 0,
      onlyHere: 0,
    });
  });

  it("C14 a hard bounce can be lifted, here and there", async () => {
    const [bounce] = await listed({ reason: "hard_bounce" });
    const caller = await web.as(organisation, "admin");
    expect(await caller.suppression.lift({ suppressionId: bounce?.id ?? "" })).toEqual({ outcome: "lifted" });
    expect(await caller.suppression.lift({ suppressionId: bounce?.id ?? "" })).toEqual({
      outcome: "already",
    });
    await sync();
    expect((await there()).has(emails[0] ?? "")).toBe(false);
    expect(await listed({ reason: "hard_bounce" })).toEqual([]);
    expect(await willReceive()).toBe(2);
    expect(await caller.suppression.sync()).toMatchObject({ lifted: 1, refused: 0 });
  });

  it("C14 a complaint is never lifted, not even around the button", async () => {
    const [complaint] = await listed({ reason: "complaint" });
    const caller = await web.as(organisation);
    expect(await caller.suppression.lift({ suppressionId: complaint?.id ?? "" })).toEqual({
      outcome: "not_allowed",
    });
    await world.owner.query("update suppression set lifted_at = now() where id = $1", [complaint?.id]);
    await sync();
    expect(await listed({ reason: "complaint" })).toHaveLength(1);
    expect((await there()).get(emails[1] ?? "")).toBe("complaint");
  });

  it("C14 an address blocked by hand is told to the provider, a domain is kept by us", async () => {
    const caller = await web.as(organisation, "admin");
    const address = emails[3] ?? "";
    expect(await caller.suppression.add({ value: ` ${address.toUpperCase()} ` })).toEqual({
      ...{ outcome: "added", shown: address, people: 1 },
    });
    expect(await caller.suppression.add({ value: address })).toMatchObject({ outcome: "already" });
    expect(await caller.suppression.add({ value: "@Browns.example" })).toEqual({
      ...{ outcome: "ask_domain", shown: "browns.example", people: 0 },
    });
    expect(
      await caller.suppression.add({ value: "@Browns.example", confirmedDomain: "other.example" }),
    ).toMatchObject({ outcome: "ask_domain" });
    expect(
      await caller.suppression.add({ value: "@Browns.example", confirmedDomain: "browns.example" }),
    ).toMatchObject({ outcome: "added" });
    for (const value of [
      "tom@",
      "browns",
      "a b@c.example",
      "x@y.example, z@y.example",
      "-.example",
      "a%@b.example",
    ])
      expect(await caller.suppression.add({ value })).toMatchObject({ outcome: "nobody" });
    await sync();
    expect((await there()).get(address)).toBe("by_hand");
    expect((await listed({ reason: "by_hand" })).map(({ value, kind }) => [value, kind])).toEqual([
      ["browns.example", "domain"],
      [address, "address"],
    ]);
    expect(await listed({ search: "BROWNS" })).toHaveLength(1);
    expect(await listed({ search: "%" })).toEqual([]);
    const lift = (await listed({ search: address }))[0]?.id ?? "";
    await caller.suppression.lift({ suppressionId: lift });
    await sync();
    expect((await there()).has(address)).toBe(false);
  });

  it("C14 subscribing again lifts the opt-out at the provider", async () => {
    await world.owner.query(
      "update preference set subscribed = true, changed_at = now() where customer_id = $1",
      [customers[2]],
    );
    await sync();
    expect((await there()).has(emails[2] ?? "")).toBe(false);
  });

  it("C14 pages by keyset, newest first, each once", async () => {
    await world.owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason, created_at)
       select $1, 'address', 'p' || n || '@pages.example', 'hard_bounce', '2026-01-01'::timestamptz + make_interval(secs => n / 3) from generate_series(1, 25) n`,
      [organisation.ctx.organisationId],
    );
    const caller = await web.as(organisation);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await caller.suppression.list({ search: "pages.example", pageSize: 4, cursor });
      seen.push(...page.suppressions.map(({ value }) => value));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  it("C14 all that match are lifted at once, complaints stay, and exactly those are blocked again", async () => {
    const own = await world.organisation(1);
    const caller = await web.as(own, "admin");
    const standing = async (search: string) => (await caller.suppression.list({ search })).suppressions;
    await world.owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason)
       select $1, 'address', 'b' || n || '@bulk.example', case when n = 3 then 'complaint' else 'hard_bounce' end from generate_series(1, 5) n`,
      [own.ctx.organisationId],
    );
    const found = { reason: null, search: "bulk.example" };
    expect(await caller.suppression.list({ ...found, pageSize: 2 })).toMatchObject({
      ...{ matching: 5, complaints: 1 },
    });
    const { lifted, complaints } = await caller.suppression.liftMany({
      which: { kind: "matching", ...found },
    });
    expect([lifted.length, complaints]).toEqual([4, 1]);
    expect((await standing("bulk.example")).map(({ reason }) => reason)).toEqual(["complaint"]);
    // One of them has been blocked anew meanwhile: it counts once.
    await world.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) select organisation_id, kind, value_key, reason from suppression where id = $1",
      [lifted[0]],
    );
    expect(await caller.suppression.blockAgain({ suppressionIds: lifted })).toEqual({ blocked: 3 });
    expect(await caller.suppression.blockAgain({ suppressionIds: lifted })).toEqual({ blocked: 0 });
    expect(await standing("bulk.example")).toHaveLength(5);

    // A sibling: those that are named, a stranger's and a complaint among them.
    const complaint = (await standing("b3@bulk"))[0]?.id ?? "";
    const stranger = await web.as(await world.organisation(1), "admin");
    const ids = [...lifted.slice(1), complaint];
    expect(await stranger.suppression.liftMany({ which: { kind: "ids", ids } })).toEqual({
      ...{ lifted: [], complaints: 0 },
    });
    const named = await caller.suppression.liftMany({ which: { kind: "ids", ids } });
    expect([named.lifted.toSorted(), named.complaints]).toEqual([lifted.slice(1).toSorted(), 1]);
    await world.owner.query(
      "update suppression set lifted_at = now() - interval '2 hours' where id = any($1)",
      [lifted],
    );
    expect(await caller.suppression.blockAgain({ suppressionIds: lifted })).toEqual({ blocked: 0 });
  });

  it("C14 says so when the provider does not answer, and stays as it was", async () => {
    const before = await listed();
    const ctx = createTestWorkerContext(world, organisation);
    const suppressions = {
      ...(await ctx.providerFor("email")).suppressions,
      list: async () => ({ outcome: "unavailable" as const, providerMessage: "503" }),
    };
    const answer = await syncSuppressions({ ctx: withEmail(ctx, { suppressions }) });
    expect(answer).toEqual({ outcome: "unavailable" });
    expect(await listed()).toEqual(before);
    expect(await (await web.as(organisation)).suppression.sync()).toMatchObject({ providerMessage: "503" });
  });

  it("C14 is compared by the worker, on its schedule and right after a change", async () => {
    await world.owner.query("delete from suppression_sync");
    world.startWorker();
    const { organisationId } = organisation.ctx;
    await startSync(world.client, organisationId);
    await world.client.workflow.getHandle(`suppressions/${organisationId}`).result();
    expect(await (await web.as(organisation)).suppression.sync()).toMatchObject({ providerMessage: null });
  });

  it("C14 is written down in the audit, without addresses", async () => {
    const { rows } = await world.owner.query(
      "select action, detail from audit where organisation_id = $1 and subject_kind = 'suppression' order by id",
      [organisation.ctx.organisationId],
    );
    expect(rows).toEqual([
      { action: "suppression.lifted", detail: { reason: "hard_bounce", kind: "address" } },
      { action: "suppression.added", detail: { kind: "address" } },
      { action: "suppression.added", detail: { kind: "domain" } },
      { action: "suppression.lifted", detail: { reason: "by_hand", kind: "address" } },
    ]);
  });
});
