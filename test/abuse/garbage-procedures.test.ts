import { inspect } from "node:util";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { callPath } from "../support/call-path.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { changesOf, garbageFor } from "./garbage.ts";
import { procedureInputs } from "./procedure-inputs.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let ids = { campaignId: "", passId: "" };

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(5);
  ids = { campaignId: await world.draft(organisation), passId: organisation.passId };
});
afterAll(async () => {
  await web.close();
  await world.close();
});

it("O3 knows an input of every procedure: one without a case fails here", () => {
  expect(Object.keys(procedureInputs(ids)).sort()).toEqual(Object.keys(web.appRouter._def.procedures).sort());
});

it.each(Object.keys(procedureInputs({ campaignId: "", passId: "" })))(
  "O3 %s answers garbage in every field with words, never 5xx",
  async (path) => {
    const call = await caller(path);
    const input = procedureInputs(ids)[path];
    for (const change of changesOf(input)) {
      const outcome = await call(change.input).then(
        () => null,
        (error: unknown) => error,
      );
      const told = `${path} ${change.where} = ${inspect(change.value).slice(0, 80)}`;
      if (outcome === null) continue;
      expect(outcome, told).toBeInstanceOf(TRPCError);
      expect(shown(outcome), told).toMatchObject({ code: expect.not.stringMatching(/internal|unavailable/) });
      expect(shown(outcome).message.length, told).toBeGreaterThan(10);
    }
  },
);

it.each(garbageFor("cursor"))("C1 a forged cursor is a bad request: %s", async (cursor) => {
  for (const path of [
    "campaign.list",
    "campaign.recipients",
    "audience.list",
    "suppression.list",
    "campaign.entries.list",
  ]) {
    const input = Object.assign({}, procedureInputs(ids)[path], { cursor });
    await expect((await caller(path))(input), path).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

it("C3 numbers beyond an int and days before Christ are bad requests", async () => {
  const refused: [string, object][] = [
    ["campaign.edit", { version: 2_147_483_648 }],
    ["campaign.sending.send", { version: 2_147_483_648 }],
    ["campaign.sending.send", { confirmedCount: 2_147_483_648 }],
    ["delivery.sendPreview", { version: 2_147_483_648 }],
    ["campaign.sending.time", { date: "0000-01-01" }],
    ["campaign.sending.time", { date: "300000-01-01" }],
    ["campaign.sending.schedule", { date: "0000-02-29" }],
  ];
  for (const [path, change] of refused) {
    const input = { ...Object(procedureInputs(ids)[path]), ...change };
    await expect((await caller(path))(input), path).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

it("C6 a text that cannot be stored as it is, is refused in words", async () => {
  for (const bad of ["a\0b", "cut \ud83d"])
    for (const changes of [{ name: bad }, { subject: bad }, { preheader: bad }, { bodyMarkdown: bad }])
      await expect(
        (await caller("campaign.edit"))({ campaignId: ids.campaignId, version: 2, changes }),
      ).rejects.toMatchObject({ code: "BAD_REQUEST", message: expect.stringContaining("cannot be stored") });
});

function shown(error: unknown) {
  return web.publicErrorOf(error);
}

/** A procedure by its path; a subscription is asked for its first answer. */
async function caller(path: string): Promise<(input: unknown) => Promise<unknown>> {
  const router = await web.as(organisation);
  if (path === "settings.testProviderKey") await spendKeyTests();
  return async (input) => {
    const answer = await callPath(router, path, input);
    if (!isStream(answer)) return answer;
    const stream = answer[Symbol.asyncIterator]();
    const first = await stream.next();
    await stream.return?.();
    return first;
  };
}

/** No worker runs here, and whoever is not refused waits for one, eight seconds a value. */
async function spendKeyTests(): Promise<void> {
  await world.owner.query(
    `insert into audit (organisation_id, actor_kind, action, subject_kind, subject_id)
     select $1, 'system', 'settings.provider_key_tested', 'organisation', $1 from generate_series(1, 20)`,
    [organisation.ctx.organisationId],
  );
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}
