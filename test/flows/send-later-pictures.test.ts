import { randomUUID } from "node:crypto";
import { portalActor } from "@packpost/core/access/actor";
import { purgeUnsent } from "@packpost/core/attachment/purge-unsent";
import { readAttachment } from "@packpost/core/attachment/read-attachment";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { readOwnThread } from "@packpost/core/portal/read-own-thread";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestClock, workerContextOf } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { startLater } from "../support/later-run.ts";
import { memoryStorage } from "../support/memory-storage.ts";
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
  // A Monday, 10:00 in Berlin.
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 30, 9, 0, 0));
  await clock.pass(0);
});

const hour = 3_600;

describe("V15 V13 pictures, and what customers learn", () => {
  it("V15 its pictures are its own: no other message's, not purged, seen by staff alone until it is posted", async () => {
    const thread = await startLater({ database, organisation, passId, clock }, [{ firstName: "Maria" }]);
    const storage = memoryStorage();
    const key = () =>
      randomUUID()
        .replaceAll(/[-018 9]/g, "a")
        .slice(0, 26);
    const picture = async () => {
      const id = randomUUID();
      const name = key();
      await storage.put(`${name}.png`, Buffer.from("picture"), "image/png");
      await database.owner.query(
        `insert into attachment (organisation_id, id, thread_id, staff_member_id, key, extension, width, height, bytes, file_name, created_at)
         values ($1, $2, $3, $4, $5, 'png', 1, 1, 7, 'a.png', app_now() - interval '30 days')`,
        [organisation.organisationId, id, thread.threadId, organisation.staff.senior, name],
      );
      return id;
    };
    const id = await picture();
    const { messageId } = await thread.later("", hour, { attachmentIds: [id] });
    await expect(thread.later("Again", hour, { attachmentIds: [id] })).rejects.toMatchObject({
      code: "conflict",
    });
    const admin = { ...organisation.as("admin"), attachmentIds: [await picture()] };
    await expect(
      thread.later("Not mine", hour, { role: "admin", attachmentIds: admin.attachmentIds }),
    ).rejects.toMatchObject({ code: "conflict" });
    await purgeUnsent({ ctx: workerContextOf(organisation) });
    expect((await thread.list())[0]?.attachments).toMatchObject([{ id }]);
    const view = await readEntries({
      ctx: organisation.as("senior"),
      input: { threadId: thread.threadId, pageSize: 5 },
    });
    expect(view.uploads).toEqual([]);
    const maria = { ...organisation.as("senior"), actor: portalActor(thread.first), storage };
    const notFound = { code: "not_found" };
    await expect(readAttachment({ ctx: maria, input: { attachmentId: id } })).rejects.toMatchObject(notFound);
    await clock.pass(hour);
    await thread.notify();
    expect((await thread.entries())[0]).toMatchObject({ id: messageId, attachments: [{ id }] });
    expect((await readOwnThread({ ctx: maria, input: { pageSize: 5 } })).entries[0]?.pictures).toMatchObject([
      { id },
    ]);
  });

  it("V15 a customer's pages know nothing of it before, and a mail tells nothing of what is held", async () => {
    const thread = await startLater({ database, organisation, passId, clock }, [{ firstName: "Maria" }]);
    await thread.post("Shown");
    const ctx = { ...organisation.as("senior"), actor: portalActor(thread.first) };
    await thread.later("Secret plan", hour);
    await thread.write("Hello");
    await clock.pass(hour);
    await thread.notify();
    const own = await readOwnThread({ ctx, input: { pageSize: 50 } });
    expect(JSON.stringify(own)).not.toContain("Secret plan");
    expect(own.lastNumber).toBe(2);
    expect(await thread.holds()).toEqual({ "Secret plan": "customer_wrote" });
    expect(JSON.stringify(await thread.mails())).not.toContain("Secret plan");
    await expect(thread.list().then(() => undefined)).resolves.toBeUndefined();
  });
});
