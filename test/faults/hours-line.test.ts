import { randomUUID } from "node:crypto";
import { takeMail } from "@packpost/core/inbound-mail/take-mail";
import { saveOpeningHours } from "@packpost/core/opening-hours/save-opening-hours";
import { createWorkflows } from "@packpost/core/workflows";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { silent } from "../support/contexts.ts";
import { holdRows } from "../support/hold-rows.ts";
import { TestWorld } from "../support/open-world.ts";
import { openUnreadFamily } from "../support/unread-family.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
const rows = holdRows(world);
beforeAll(() => world.open());
afterAll(() => world.close());

const stopAll = () => Promise.all(world.workers.map((worker) => worker.stop()));

/** A family that was mailed, in an organisation that is closed just now, and how its customer answers that mail. */
async function openClosedFamily() {
  const family = await openUnreadFamily(world);
  const { ctx } = family.organisation;
  const { organisationId } = ctx;
  await world.owner.query("update organisation set inbound_address = 'reply.test.example' where id = $1", [
    organisationId,
  ]);
  // Open for a while in three days, whatever the zone.
  const openDay = (new Date().getUTCDay() + 2) % 7;
  const week = Array.from({ length: 7 }, (_, day) =>
    day === openDay ? [{ from: "08:00", to: "17:00" }] : [],
  );
  await saveOpeningHours({ ctx, input: { week, closedDays: [] } });
  const workflows = createWorkflows({
    ...{ organisationId, log: silent },
    calls: createWorkflowCalls(world.client),
  });
  const told = async () => {
    const { rows: mails } = await world.owner.query<{ replyTo: string; address: string }>(
      `select from_mailbox->>'replyTo' as "replyTo", address from delivery
       where organisation_id = $1 and purpose = 'unread_notice'`,
      [organisationId],
    );
    return mails[0];
  };
  return {
    ...family,
    async answer(text: string): Promise<void> {
      const mail = await told();
      // Whoever of the staff wrote just now is there, whatever the hours say.
      await world.owner.query("update entry set at = at - interval '1 hour' where thread_id = $1", [
        family.threadId,
      ]);
      await takeMail({
        ctx: { ...ctx, workflows },
        input: {
          mail: {
            ...{ providerMessageId: randomUUID(), from: { name: "", address: mail?.address ?? "" } },
            ...{
              to: [mail?.replyTo ?? ""],
              subject: "Re: Your conversation",
              messageId: "hers@mail.example",
            },
            ...{ references: [], text, html: "", strippedText: "", automatic: false, headers: [] },
          },
          attachments: [],
        },
      });
    },
    /** The line in the thread, each with what became of its mail. */
    async lines(): Promise<{ status: string | null }[]> {
      const { rows: lines } = await world.owner.query(
        `select delivery.status from entry left join delivery on delivery.entry_id = entry.id and purpose = 'hours_line'
         where entry.thread_id = $1 and kind = 'hours'`,
        [family.threadId],
      );
      return lines;
    },
  };
}

/** The provider has it; it may have been delivered as well. */
const out = expect.stringMatching(/^(sent|delivered)$/);

describe("V16 the line outside opening hours and a worker that dies", () => {
  it("V16 T18 killed in the midst of placing the mail: the message stands once, its line once, and is mailed once", async () => {
    const family = await openClosedFamily();
    const first = world.startWorker();
    await family.post("When do you come?");
    await family.mailed(60_000);
    const release = await rows.hold("select from thread where id = $1 for update", [family.threadId]);
    await family.answer("Is somebody there?");
    await rows.stalled("for no key update of thread");
    first.signal("SIGKILL");
    await first.exited;
    await release();
    expect(await family.lines()).toEqual([]);
    world.startWorker();
    await waitUntil(
      "the line to be mailed",
      async () => (await family.lines())[0]?.status === "sent",
      90_000,
    );
    // A further mail is answered by no other line.
    await family.answer("Hello?");
    await waitUntil("the other message", async () => (await family.messages()).length === 3);
    expect((await family.messages()).map(({ body }) => body)).toEqual([
      ...["When do you come?", "Is somebody there?", "Hello?"],
    ]);
    expect(await family.lines()).toEqual([{ status: out }]);
    expect(await family.accepted()).toBe(2);
    await stopAll();
  }, 240_000);

  // The provider is asked a minute after a call that was not answered, so this one is slow.
  it.runIf(process.env.FAULTS === "full")(
    "V16 T18 killed between the provider's acceptance and the record: the provider is asked, and nobody is told twice",
    async () => {
      const family = await openClosedFamily();
      await world.simulator.call("PUT", "/_faults", {
        tokens: { [family.organisation.token]: { webhooks: "off" } },
      });
      const first = world.startWorker({ at: "after-call", call: 2, signal: "SIGKILL" });
      await family.post("When do you come?");
      await family.mailed(60_000);
      await family.answer("Is somebody there?");
      await first.harmed();
      expect(await first.exited).toBe("SIGKILL");
      expect(await family.accepted()).toBe(2);
      expect(await family.lines()).toEqual([{ status: "claimed" }]);
      world.startWorker();
      await waitUntil(
        "its mail to be found",
        async () => (await family.lines())[0]?.status === "sent",
        180_000,
      );
      expect(await family.lines()).toHaveLength(1);
      expect(await family.accepted()).toBe(2);
      await stopAll();
    },
    300_000,
  );
});
