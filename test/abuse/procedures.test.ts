import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(12);
  campaignId = await world.draft(organisation);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  web.trpc(
    new Request(`${appUrl}/api/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    }),
  );

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "taken";
  } catch (error) {
    return error instanceof TRPCError ? error.code : String(error);
  }
}

describe("the door of the procedures", () => {
  it("answers 413 to 10 MB, clearly, whether it says so or not", async () => {
    const session = Object.fromEntries(await signIn(world, organisation, "owner"));
    const body = JSON.stringify({ json: { name: "x".repeat(10_000_000) } });
    for (const said of [{}, { "content-length": String(body.length) }]) {
      const answer = await post("campaign.create", body, { ...session, ...said });
      expect(answer.status).toBe(413);
      expect(JSON.stringify(await answer.json())).toMatch(/too large/i);
    }
  });

  it("refuses what another site sends", async () => {
    const body = JSON.stringify({ json: { name: "Stolen" } });
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: appUrl },
    ])
      expect((await post("campaign.create", body, headers)).status).toBe(403);
  });

  it("refuses who is not signed in, and tells nothing of its inside", async () => {
    const answers = await Promise.all([
      post("campaign.create", JSON.stringify({ json: {} })),
      post("campaign.create", "{"),
      post("campaign.nothing", "{}"),
      post("campaign.create", JSON.stringify({ json: { name: "x".repeat(1_000) } }), {
        cookie: "packpost.session=x",
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 401]);
    for (const answer of answers) expect(await answer.text()).not.toMatch(/node_modules|\.ts|select |stack/i);
  });
});

describe("strange input", () => {
  const strange = [
    "%",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "\\%",
    "'; drop table customer; --",
    "<script>",
    "\u202e",
    "😀",
    "𝒳",
    "$" + "{7*7}",
  ];

  it("is searched literally", async () => {
    const caller = await web.as(organisation);
    const { passId } = organisation;
    // Names compare in one normal form (K15): marks nobody sees are nothing, a mathematical X is an X.
    const findable = strange.filter((text) => text !== "\u202e" && text !== "𝒳");
    for (const search of findable) {
      expect((await caller.audience.list({ campaignId, passId, search })).people, search).toEqual([]);
      expect((await caller.campaign.recipients({ campaignId, search })).recipients, search).toEqual([]);
      expect((await caller.campaign.list({ search })).campaigns, search).toEqual([]);
    }
    // A NUL, which no text of the database can hold, and marks that nobody sees are left out of what is searched for.
    for (const search of ["PERSON1", "per\u0000son1", "\u202eperson1"])
      expect((await caller.audience.list({ campaignId, passId, search })).people.length).toBe(4);
  });

  it("is kept as it was written, in names and texts", async () => {
    const caller = await web.as(organisation);
    for (const name of strange) {
      const created = await caller.campaign.create({ name });
      expect(await caller.campaign.get(created)).toMatchObject({ name: name.trim() });
      const found = await caller.campaign.list({ search: name });
      expect(
        found.campaigns.map(({ id }) => id),
        name,
      ).toContain(created.campaignId);
    }
  });

  it("is refused as the caller's mistake when it is too long, no text, or no cursor", async () => {
    const caller = await web.as(organisation);
    const { passId } = organisation;
    const long = "x".repeat(10_000);
    const nul = "a\u0000b";
    const codes = await Promise.all(
      [
        caller.audience.list({ campaignId, passId, search: long }),
        caller.campaign.list({ search: long }),
        caller.campaign.create({ name: long }),
        caller.campaign.create({ name: "   " }),
        caller.campaign.edit({ campaignId, version: 2, changes: { subject: long } }),
        caller.campaign.create({ name: nul }),
        caller.campaign.edit({ campaignId, version: 2, changes: { bodyMarkdown: nul } }),
        caller.campaign.list({ cursor: "garbage" }),
        caller.campaign.recipients({ campaignId, cursor: Buffer.from('["a",{}]').toString("base64url") }),
        caller.campaign.recipients({ campaignId, cursor: Buffer.from('["a","b"]').toString("base64url") }),
        caller.audience.list({ campaignId, passId: "1 or 1=1" }),
        caller.campaign.list({ pageSize: 1_000_000 }),
      ].map(codeOf),
    );
    expect(codes).toEqual(codes.map(() => "BAD_REQUEST"));
  });
});
