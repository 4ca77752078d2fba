import { randomBytes, randomUUID } from "node:crypto";
import { postMessage } from "@packpost/core/conversation/post-message";
import type { PostMessageInput } from "@packpost/core/conversation/schemas";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestClock } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { outcomeOf, startLater } from "../support/later-run.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let clock: TestClock;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});
beforeEach(async () => {
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 30, 9, 0, 0));
  await clock.pass(0);
});

const hour = 3_600;
const letters = "abcdefghijklmnopqrstuvwxyz234567";
const storageKey = () => Array.from(randomBytes(26), (byte) => letters[byte % 32]).join("");

async function start() {
  const thread = await startLater({ database, organisation, passId, clock });
  return {
    ...thread,
    /** Send is pressed for what may be scheduled by the same id. */
    press: (entryId: string, body: string, more: Partial<PostMessageInput> & { role?: Role } = {}) => {
      const { role = "senior", ...input } = more;
      const post = { threadId: thread.threadId, entryId, body, seenNumber: null, ...input };
      return postMessage({ ctx: organisation.as(role), input: post });
    },
    /** What was uploaded and not sent yet. */
    async upload(count: number): Promise<string[]> {
      const ids = Array.from({ length: count }, () => randomUUID());
      for (const id of ids)
        await database.owner.query(
          `insert into attachment (organisation_id, id, thread_id, staff_member_id, key, extension, width, height, bytes, file_name)
           values ($1, $2, $3, $4, $5, 'jpg', 4, 3, 10, 'dog.jpg')`,
          [organisation.organisationId, id, thread.threadId, organisation.staff.senior, storageKey()],
        );
      return ids;
    },
  };
}

describe("V15 one composition is one message, whichever way it goes", () => {
  it("V15 its answer was lost and Send is pressed: it goes once, now, as it reads now", async () => {
    const thread = await start();
    const { messageId } = await thread.later("See you at nine", hour);
    expect(await thread.press(messageId, "See you at ten")).toMatchObject({ outcome: "posted" });
    expect(await thread.list()).toEqual([]);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["See you at ten"]);
  });

  it("V15 Send overtakes the scheduling call: that finds it sent and schedules nothing", async () => {
    const thread = await start();
    const messageId = randomUUID();
    await thread.press(messageId, "Now");
    expect(await thread.later("Now", hour, { messageId })).toMatchObject({
      outcome: { outcome: "settled", state: "posted" },
    });
    expect((await thread.later("Changed since", hour, { messageId })).outcome).toMatchObject({
      ...{ outcome: "earlier_wording_sent", number: 1 },
    });
    expect(await thread.list()).toEqual([]);
    expect(await thread.messages()).toEqual(["Now"]);
  });

  it("V15 both at once, in any order: one message", async () => {
    const thread = await start();
    for (let round = 0; round < 5; round++) {
      const messageId = randomUUID();
      await Promise.all([
        thread.later(`Round ${round}`, hour, { messageId }).catch(() => null),
        thread.press(messageId, `Round ${round}`),
        thread.later(`Round ${round}`, 2 * hour, { messageId }).catch(() => null),
      ]);
    }
    expect(await thread.list()).toEqual([]);
    await clock.pass(3 * hour);
    await thread.notify();
    expect(await thread.messages()).toHaveLength(5);
  });

  it("V15 it was posted at its time meanwhile: the same words are not sent again, other words are not lost", async () => {
    const thread = await start();
    const { messageId } = await thread.later("At nine", hour);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.press(messageId, "At nine")).toMatchObject({ outcome: "posted" });
    expect(await thread.press(messageId, "At ten")).toMatchObject({
      outcome: "earlier_wording_sent",
      number: 1,
    });
    expect(await thread.messages()).toEqual(["At nine"]);
  });

  it("V15 scheduled once more after a lost answer: other words, another time, one message", async () => {
    const thread = await start();
    const pictures = await thread.upload(3);
    const { messageId } = await thread.later("At nine", hour, { attachmentIds: pictures.slice(0, 2) });
    const again = { messageId, attachmentIds: pictures.slice(1) };
    expect((await thread.later("At ten", 2 * hour, again)).outcome).toEqual({
      ...{ outcome: "scheduled", dueAt: new Date("2026-11-30T11:00:00Z") },
    });
    const [only, ...more] = await thread.list();
    expect(more).toEqual([]);
    expect(only).toMatchObject({ body: "At ten", dueAt: new Date("2026-11-30T11:00:00Z") });
    expect(only?.attachments.map(({ id }) => id)).toEqual(pictures.slice(1));
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual([]);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["At ten"]);
  });

  it("V15 V13 Send takes the pictures along that were scheduled with it, those taken out meanwhile apart", async () => {
    const thread = await start();
    const pictures = await thread.upload(2);
    const { messageId } = await thread.later("Look", hour, { attachmentIds: pictures });
    await thread.press(messageId, "Look", { attachmentIds: pictures.slice(0, 1) });
    const [entry] = await thread.entries();
    expect(entry?.attachments.map(({ id }) => id)).toEqual(pictures.slice(0, 1));
  });

  it("V15 what was cancelled stands again if it is scheduled again, and says so truly", async () => {
    const thread = await start();
    const { messageId } = await thread.later("Maybe", hour);
    await thread.cancel(messageId, "admin");
    expect((await thread.later("Maybe", hour, { messageId })).outcome).toMatchObject({
      outcome: "scheduled",
    });
    expect(await thread.list()).toHaveLength(1);
    await thread.cancel(messageId);
    await thread.press(messageId, "Maybe");
    // Sent by hand: an undo of the cancelling does not bring it a second time.
    expect(await outcomeOf(thread.restore(messageId))).toMatch(/^conflict/);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["Maybe"]);
  });

  it("V15 nobody takes the place of a colleague's scheduled message by its id", async () => {
    const thread = await start();
    const { messageId } = await thread.later("Mine", hour);
    expect(await outcomeOf(thread.press(messageId, "Other", { role: "admin" }))).toMatch(/^conflict/);
    expect(await outcomeOf(thread.later("Other", hour, { messageId, role: "admin" }))).toMatch(/^conflict/);
    const other = await start();
    expect(await outcomeOf(other.press(messageId, "Elsewhere"))).toMatch(/^conflict/);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["Mine"]);
  });
});

describe("V15 editing brings everything back", () => {
  it("V15 V8 with the words come the way and the time it had, and the visit as long as that is to come", async () => {
    const thread = await start();
    const { messageId } = await thread.later("At nine", hour);
    expect(await thread.takeBack(messageId)).toMatchObject({
      ...{ outcome: "taken", text: null, dueAt: new Date("2026-11-30T10:00:00Z"), appointmentId: null },
    });
    await database.owner.query(
      "insert into texting (organisation_id, number, enabled_at) values ($1, '+12025550100', now())",
      [organisation.organisationId],
    );
    await database.owner.query(
      "update customer set phone = '+12027770001', zone = 'Europe/Berlin' where id = $1",
      [thread.first],
    );
    const text = { customerId: thread.first };
    const asText = await thread.later("As a text", hour, { text });
    expect(await thread.takeBack(asText.messageId, true)).toMatchObject({ outcome: "taken", text });
  });

  it("V15 V13 more pictures together than a message takes: refused in words, and nothing is lost", async () => {
    const thread = await start();
    const [one = "", ...others] = await thread.upload(11);
    const { messageId } = await thread.later("With one", hour, { attachmentIds: [one] });
    expect(await outcomeOf(thread.takeBack(messageId))).toBe(
      "invalid_input: Both together have 11 pictures; a message takes 10.",
    );
    expect((await thread.list())[0]?.attachments.map(({ id }) => id)).toEqual([one]);
    await database.owner.query("delete from attachment where id = $1", [others[0]]);
    expect(await thread.takeBack(messageId)).toMatchObject({ outcome: "taken" });
    expect(await thread.list()).toEqual([]);
  });
});
