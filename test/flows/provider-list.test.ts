import { syncSuppressions } from "@packpost/core/suppression/sync-suppressions";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openHousehold, shared } from "../support/household.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { household, recipient, press, review } = openHousehold(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

type Origin = "Recipient" | "Customer" | "Admin";
type Reason = "HardBounce" | "SpamComplaint" | "ManualSuppression";
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** Tells what Postmark tells when its list of suppressions changes; a mail's id only where the person did it. */
async function tell(
  { ctx }: TestOrganisation,
  change: {
    origin?: Origin;
    reason?: Reason;
    at: string;
    to?: string;
    recipientId?: string;
    stream?: string;
  },
) {
  const answer = await web.webhook(ctx.organisationId, {
    RecordType: "SubscriptionChange",
    MessageID: null,
    MessageStream: change.stream ?? "broadcast",
    ChangedAt: change.at,
    Recipient: change.to ?? shared,
    ...(change.origin && { Origin: change.origin }),
    SuppressSending: change.reason !== undefined,
    SuppressionReason: change.reason ?? null,
    Metadata: change.recipientId ? { recipient: change.recipientId } : {},
  });
  expect(answer.status).toBe(200);
}

const codes = async (organisation: TestOrganisation) =>
  ((await review(organisation, await world.draft(organisation))).Ana ?? []).map(({ code }) => code);

describe("the provider's list of suppressions, changed there", () => {
  it.each([
    ["Recipient", "HardBounce", ["hard_bounced"], ["hard_bounced"]],
    ["Customer", "HardBounce", ["hard_bounced"], []],
    ["Admin", "HardBounce", ["hard_bounced"], []],
    ["Recipient", "SpamComplaint", ["unsubscribed", "complained"], ["complained"]],
    ["Customer", "SpamComplaint", ["unsubscribed", "complained"], ["unsubscribed", "complained"]],
    ["Admin", "SpamComplaint", ["unsubscribed", "complained"], ["unsubscribed", "complained"]],
    ["Recipient", "ManualSuppression", ["unsubscribed"], []],
    ["Customer", "ManualSuppression", ["suppressed_by_hand"], []],
    ["Admin", "ManualSuppression", ["suppressed_by_hand"], []],
  ] as const)(
    "C14 P6 %s, %s: on the list, off it by the same, in either order",
    async (origin, reason, on, off) => {
      const { organisation, first } = await household();
      const { id } = await recipient(first, "Ana");
      // Only what belongs to a mail names it.
      const byList = reason === "ManualSuppression" && origin !== "Recipient";
      const put = { origin, reason, at: minutesAgo(9), ...(byList ? {} : { recipientId: id }) };
      await tell(organisation, put);
      expect(await codes(organisation)).toEqual(on);
      await tell(organisation, { origin, at: minutesAgo(5) });
      expect(await codes(organisation)).toEqual(off);
      // The word before it, repeated late under another key, changes nothing.
      await tell(organisation, { ...put, at: minutesAgo(8) });
      expect(await codes(organisation)).toEqual(off);
      await tell(organisation, { ...put, at: minutesAgo(1) });
      expect(await codes(organisation)).toEqual(on);

      const other = await household();
      const { id: otherId } = await recipient(other.first, "Ana");
      await tell(other.organisation, { origin, at: minutesAgo(5) });
      await tell(other.organisation, { ...put, ...(put.recipientId && { recipientId: otherId }) });
      expect(await codes(other.organisation)).toEqual(off);
      expect(await world.broken(other.organisation)).toEqual([]);
    },
  );

  it("C14 P6 nobody at the provider's desk takes back what a person said, here or there, or what was blocked here", async () => {
    const { organisation, first, caller } = await household();
    const ana = await recipient(first, "Ana");
    await press(organisation, ana.id, "unsubscribe");
    for (const origin of ["Recipient", "Customer", "Admin", undefined] as const)
      await tell(organisation, { ...(origin && { origin }), at: new Date().toISOString() });
    expect(await codes(organisation)).toEqual(["unsubscribed"]);
    await press(organisation, ana.id, "resubscribe");
    await caller.suppression.add({ value: shared });
    await tell(organisation, { origin: "Customer", at: new Date().toISOString() });
    expect(await codes(organisation)).toEqual(["suppressed_by_hand"]);
  });

  it("C14 a lift of another stream, of a stranger, or older than the newest bounce lifts nothing", async () => {
    const { organisation, first, before } = await household();
    const bounce = { origin: "Recipient", reason: "HardBounce" } as const;
    await tell(organisation, {
      ...bounce,
      at: minutesAgo(9),
      recipientId: (await recipient(first, "Ana")).id,
    });
    await tell(organisation, { origin: "Customer", at: minutesAgo(5), stream: "outbound" });
    await tell(organisation, { origin: "Customer", at: minutesAgo(5), to: "stranger@inbox.example" });
    expect(await codes(organisation)).toEqual(["hard_bounced"]);
    await tell(organisation, {
      ...bounce,
      at: minutesAgo(2),
      recipientId: (await recipient(before, "Ben")).id,
    });
    await tell(organisation, { origin: "Customer", at: minutesAgo(4) });
    expect(await codes(organisation)).toEqual(["hard_bounced"]);
    await tell(organisation, { origin: "Customer", at: minutesAgo(1) });
    expect(await codes(organisation)).toEqual([]);
    const { rows } = await world.owner.query(
      "select value_key from suppression where organisation_id = $1 and value_key like 'stranger%'",
      [organisation.ctx.organisationId],
    );
    expect(rows).toEqual([]);
  });

  it("C14 lifting here, its echo from the provider, and taking the lifting back: the person here decides", async () => {
    const { organisation, first, caller } = await household();
    const { id } = await recipient(first, "Ana");
    await tell(organisation, {
      origin: "Recipient",
      reason: "HardBounce",
      at: minutesAgo(9),
      recipientId: id,
    });
    const [line] = (await caller.suppression.list({})).suppressions;
    const suppressionId = line?.id ?? "";
    await caller.suppression.lift({ suppressionId });
    const liftedAt = new Date().toISOString();
    await caller.suppression.blockAgain({ suppressionIds: [suppressionId] });
    await tell(organisation, { origin: "Customer", at: liftedAt });
    expect(await codes(organisation)).toEqual(["hard_bounced"]);
    await syncSuppressions({ ctx: createTestWorkerContext(world, organisation) });
    expect(await codes(organisation)).toEqual(["hard_bounced"]);
  });
});
