import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { costlyTexts } from "./costly-texts.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let hostile: TestOrganisation;
let other: TestOrganisation;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  hostile = await world.organisation(3);
  other = await world.organisation(3);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const preview = {
  campaignId: "019aaaaa-0000-7000-8000-000000000000",
  passId: null,
  subject: "Hi",
  preheader: "",
};

it.each(costlyTexts)("a preview of %s leaves the shared loop to everybody", async (_name, bodyMarkdown) => {
  const attacker = await web.as(hostile);
  const neighbour = await web.as(other);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const looks = Promise.allSettled(
    Array.from({ length: 5 }, (_, n) =>
      attacker.campaign.preview({ ...preview, bodyMarkdown: `${bodyMarkdown}\n\n${n}` }),
    ),
  );
  const seen = await neighbour.campaign.preview({ ...preview, bodyMarkdown: "Hello" });
  expect(seen.message?.html).toContain("Hello");
  const outcomes = await looks;
  delay.disable();
  // One sample in a hundred is the machine's; a text that blocks the loop makes nearly all of them long.
  expect(delay.percentile(99) / 1e6).toBeLessThan(200);
  const done = outcomes.filter(({ status }) => status === "fulfilled").length;
  expect(done).toBeGreaterThanOrEqual(1);
  for (const outcome of outcomes) {
    // On a crowded machine a turn may not come at all: that says when to try again, too.
    if (outcome.status === "rejected")
      expect(["TOO_MANY_REQUESTS", "SERVICE_UNAVAILABLE"]).toContain(outcome.reason.code);
  }
});

const placesOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`a.${n}`, ["undefined"]]));

it.each<[string, unknown, object]>([
  ["a set of a list with 4,294,967,291 places", [], { "a.4294967290": ["undefined"], a: ["set"] }],
  ["eight thousand million bytes of numbers", 999_999_999, { a: [["typed-array", "Float64Array"]] }],
  ["a number of a million digits", "9".repeat(900_000), { a: ["bigint"] }],
  ["an expression", `/${"(a|".repeat(100_000)}${")".repeat(100_000)}/`, { a: ["regexp"] }],
  ["thirty thousand places", [], placesOf(30_000)],
])("C17 an input that says what is to be built of it is refused at once: %s", async (_name, a, values) => {
  const headers = await signIn(world, hostile, "basic");
  headers.set("content-type", "application/json");
  const send = (body: object) =>
    web.trpc(
      new Request(`${appUrl}/api/trpc/account.changePassword`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      }),
    );
  const began = performance.now();
  const answer = await send({ json: { a }, meta: { values } });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("could not be read")]);
  expect(performance.now() - began).toBeLessThan(1_000);
});

it("takes twenty calls a request and no more", async () => {
  const batch = (calls: number) => {
    const path = Array.from({ length: calls }, () => "account.sending").join(",");
    return new Request(`${appUrl}/api/trpc/${path}?batch=1`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: appUrl },
      body: JSON.stringify(Object.fromEntries(Array.from({ length: calls }, (_, n) => [n, { json: {} }]))),
    });
  };
  expect((await web.trpc(batch(21))).status).toBe(400);
  expect((await web.trpc(batch(20))).status).not.toBe(400);
});
