import { randomUUID } from "node:crypto";
import { listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { markRead } from "@packpost/core/conversation/mark-read";
import { textRoutes } from "@packpost/core/conversation/text-routes";
import { receiveText } from "@packpost/core/inbound-text/receive-text";
import { decideHold, sayNumberState } from "@packpost/core/texting/say-number-state";
import { beforeAll, describe, expect, it } from "vitest";
import { startThread, workerContextOf } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let nextNumber = 0;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  await database.owner.query(
    "insert into texting (organisation_id, number, registration, enabled_at) values ($1, '+12025550100', 'registered', now())",
    [organisation.organisationId],
  );
});

async function start() {
  const thread = await startThread(database, organisation, passId, [{ firstName: "Maria" }]);
  const number = `+1202555${String(3_000 + nextNumber++).padStart(4, "0")}`;
  await database.owner.query("update customer set phone = $1 where id = $2", [number, thread.first]);
  const text = (body: string) =>
    receiveText({
      ctx: workerContextOf(organisation),
      input: {
        text: {
          ...{ providerMessageId: `SM${randomUUID()}`, from: number, to: "+12025550100", body, media: [] },
          receivedAt: new Date(),
        },
      },
    });
  const ctx = organisation.as("senior");
  const route = async () => {
    const { routes } = await textRoutes({ ctx, input: { threadId: thread.threadId } });
    return routes[0];
  };
  const sent = async () => {
    const { rows } = await database.owner.query("select from delivery where address = $1", [number]);
    return rows.length;
  };
  return { ...thread, number, text, ctx, route, sent };
}

describe("T25 what may mean no more texts", () => {
  it("A14 whoever texts us takes texts; what a carrier or staff have said of the number stays", async () => {
    const { text, route, number, ctx } = await start();
    expect(await route()).toMatchObject({ state: "unknown" });
    await text("Good morning");
    expect(await route()).toMatchObject({ state: "textable", why: null });
    await sayNumberState({ ctx, input: { number, state: "not_textable" } });
    await text("From the office line");
    expect(await route()).toMatchObject({ state: "not_textable", why: "not_textable" });
  });

  it("T25 T27 is held for a person's decision with its words; it did mean it: only START lifts that, and nothing is answered", async () => {
    const { text, route, number, ctx, sent } = await start();
    await text("Please don’t text me any more");
    expect(await route()).toMatchObject({ heldBody: "Please don’t text me any more", why: null });
    await decideHold({ ctx, input: { number, decision: "opt_out" } });
    expect(await route()).toMatchObject({
      ...{
        heldEntryId: null,
        heldBody: null,
        why: "opted_out",
        optedOutWord: "Please don’t text me any more",
      },
    });
    expect(await sent()).toBe(0);
    await text("START");
    expect(await route()).toMatchObject({ why: null });
  });

  it("T25 it did not mean it: texts go on, and a second decision changes nothing", async () => {
    const { text, route, number, ctx } = await start();
    await text("Wrong number I gave you for Chidi");
    expect((await route())?.heldEntryId).not.toBe(null);
    await decideHold({ ctx, input: { number, decision: "keep" } });
    expect(await route()).toMatchObject({ heldEntryId: null, why: null });
    await decideHold({ ctx, input: { number, decision: "opt_out" } });
    expect(await route()).toMatchObject({ why: null });
  });

  it("A14 staff say that a number takes no texts, and take that back", async () => {
    const { route, number, ctx } = await start();
    await sayNumberState({ ctx, input: { number, state: "not_textable" } });
    expect(await route()).toMatchObject({ state: "not_textable", why: "not_textable" });
    await sayNumberState({ ctx, input: { number, state: "unknown" } });
    expect(await route()).toMatchObject({ state: "unknown", why: null });
  });

  it("T25 basic staff decide nothing of this", async () => {
    const { number } = await start();
    const ctx = organisation.as("basic");
    await expect(decideHold({ ctx, input: { number, decision: "keep" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(sayNumberState({ ctx, input: { number, state: "unknown" } })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

it("T4 V14 what is unread for me and what waits for the team are two filters: reading empties the one alone, an answer the other", async () => {
  const thread = await start();
  await thread.write("When do you come?");
  const ids = async (filter: "unread" | "waiting") => {
    const { threads } = await listThreads({ ctx: thread.ctx, input: { filter, cursor: null, pageSize: 50 } });
    return threads.map(({ id }) => id);
  };
  expect(await ids("unread")).toContain(thread.threadId);
  expect(await ids("waiting")).toContain(thread.threadId);
  await markRead({ ctx: thread.ctx, input: { threadId: thread.threadId, number: 1 } });
  expect(await ids("unread")).not.toContain(thread.threadId);
  expect(await ids("waiting")).toContain(thread.threadId);
  await thread.post("At ten", "admin");
  expect(await ids("waiting")).not.toContain(thread.threadId);
});
