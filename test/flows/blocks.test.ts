import { syncSuppressions } from "@packpost/core/suppression/sync-suppressions";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { withEmail } from "../support/with-email.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";

/** Four customers as files have them: an umlaut domain in its own letters and in its xn-- form. */
const emails = [
  "Lena@Schmidt.example",
  "tom@browns.example",
  "hans@müller.example",
  "eva@xn--mller-kva.example",
];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
beforeAll(async () => {
  organisation = await world.organisation(emails.length);
  for (const [n, email] of emails.entries()) {
    await world.owner.query(
      "update customer set email = $2 where id = (select id from customer where organisation_id = $1 order by number offset $3 limit 1)",
      [organisation.ctx.organisationId, email, n],
    );
  }
  campaignId = await world.draft(organisation);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** Whom the review lets through. */
async function receivers(): Promise<(string | null)[]> {
  const caller = await web.as(organisation);
  const page = await caller.audience.list({
    campaignId,
    passId: organisation.passId,
    filter: { kind: "will" },
  });
  return page.people.map(({ email }) => email).toSorted();
}

async function block(value: string) {
  const caller = await web.as(organisation, "admin");
  const first = await caller.suppression.add({ value });
  if (first.outcome !== "ask_domain") return first;
  return caller.suppression.add({ value, confirmedDomain: first.shown });
}

async function liftAll(): Promise<void> {
  const caller = await web.as(organisation, "admin");
  const { suppressions } = await caller.suppression.list({});
  for (const { id } of suppressions) await caller.suppression.lift({ suppressionId: id });
}

const lena = "Lena@Schmidt.example";
const tom = "tom@browns.example";
const hans = "hans@müller.example";
const eva = "eva@müller.example";

describe("K16 a block that says Blocked keeps somebody's mail away", () => {
  it.each([
    ["*@schmidt.example", [eva, hans, tom]],
    ["https://www.schmidt.example/contact", [eva, hans, tom]],
    ["mailto:tom@browns.example", [lena, eva, hans]],
    ["\u200btom@browns.example", [lena, eva, hans]],
    ["‘Tom@Browns.example’", [lena, eva, hans]],
    ["müller.example", [lena, tom]],
    ["@XN--MLLER-KVA.example", [lena, tom]],
    ["eva@müller.example", [lena, hans, tom]],
    ["Hans <hans@xn--mller-kva.example>", [lena, eva, tom]],
  ])("K16 %s", async (value, others) => {
    expect(await receivers()).toEqual([lena, eva, hans, tom].toSorted());
    expect(await block(value)).toMatchObject({ outcome: "added" });
    expect(await receivers()).toEqual(others.toSorted());
    const caller = await web.as(organisation, "admin");
    // What was pasted finds it again, and so does the part that one remembers.
    expect((await caller.suppression.list({ search: value })).suppressions).toHaveLength(1);
    await liftAll();
  });

  it.each(["a%@browns.example", "*.schmidt.example", "t*m@browns.example", "*@*", "browns", "tom@"])(
    "K16 refuses %s in words, and blocks nobody",
    async (value) => {
      expect(await block(value)).toEqual({ outcome: "nobody", fault: expect.stringMatching(/\w/) });
      expect(await receivers()).toHaveLength(4);
      expect((await (await web.as(organisation, "admin")).suppression.list({})).suppressions).toEqual([]);
    },
  );

  it("K16 shows and finds umlaut domains in their own letters", async () => {
    await block("müller.example");
    const caller = await web.as(organisation, "admin");
    for (const search of ["müll", "MULLER", "xn--mller-kva.example", "*@müller.example"])
      expect((await caller.suppression.list({ search })).suppressions.map(({ value }) => value)).toEqual([
        "müller.example",
      ]);
    await liftAll();
  });

  it("K16 compares with the provider's list in the same form", async () => {
    await block("hans@müller.example");
    const ctx = createTestWorkerContext(world, organisation);
    const told: string[] = [];
    const suppressions = {
      ...(await ctx.providerFor("email")).suppressions,
      list: async () => ({
        outcome: "listed" as const,
        suppressions: [
          { address: "Hans@XN--MLLER-KVA.example", reason: "by_hand" as const, at: new Date() },
          { address: "eva@müller.example", reason: "hard_bounce" as const, at: new Date() },
        ],
      }),
      add: async (_stream: string, addresses: readonly string[]) => {
        told.push(...addresses);
        return { outcome: "changed" as const, refused: new Map<string, string>() };
      },
    };
    await syncSuppressions({ ctx: withEmail(ctx, { suppressions }) });
    expect(told).toEqual([]);
    expect(await receivers()).toEqual([lena, tom].toSorted());
    await liftAll();
  });
});
