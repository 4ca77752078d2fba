import { randomUUID } from "node:crypto";
import { cancelScheduled } from "@packpost/core/conversation/later/change-scheduled";
import { scheduleMessage } from "@packpost/core/conversation/later/schedule-message";
import { type NoticeStep, notifierWorkflowId, postedSignal } from "@packpost/workflows/conversation/contract";
import { CONVERSATION, WORKFLOWS } from "@packpost/workflows/task-queues";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { Worker } from "@temporalio/worker";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { startThread, TestClock } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { installRuntime } from "../support/install-runtime.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

const { testServerPath, workflowBundlePath } = inject("services");
const database = openTestDatabase();
let environment: TestWorkflowEnvironment;
let organisation: TestOrganisation;
let passId: string;
let clock: TestClock;

beforeAll(async () => {
  installRuntime();
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path: testServerPath } },
  });
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});
afterAll(() => environment?.teardown());
beforeEach(() => {
  clock = new TestClock(database.owner);
});

/** Lets the database have the test server's time. */
const syncClock = async () => clock.set(await environment.currentTimeMs());

/** Runs the workers of notifiers while something is done. */
async function withWorkers<T>(look: () => Promise<NoticeStep>, work: () => Promise<T>): Promise<T> {
  const { nativeConnection: connection, namespace = "default" } = environment;
  const workers = await Promise.all([
    Worker.create({
      connection,
      namespace,
      taskQueue: WORKFLOWS,
      workflowBundle: { codePath: workflowBundlePath },
    }),
    Worker.create({ connection, namespace, taskQueue: CONVERSATION, activities: { notifyUnread: look } }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    return await work();
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
  }
}

async function openStory() {
  await syncClock();
  const thread = await startThread(database, organisation, passId, [{ firstName: "Maria" }]);
  let begun: number | undefined;
  /** Times are counted from the first thing said: on a busy machine seconds pass before it. */
  const begin = async () => {
    await syncClock();
    begun ??= clock.now.getTime();
  };
  const input = { organisationId: organisation.organisationId, threadId: thread.threadId };
  const handle = environment.client.workflow.getHandle(notifierWorkflowId(thread.threadId));
  return {
    ...thread,
    handle,
    // As the client does, but for the search attribute, which the test server does not know.
    wake: (lookAt?: number) =>
      environment.client.workflow.signalWithStart("conversationNotifier", {
        ...{ taskQueue: WORKFLOWS, workflowId: notifierWorkflowId(thread.threadId) },
        args: [{ ...input, ...(lookAt !== undefined && { lookAt }) }],
        ...{ signal: postedSignal, signalArgs: lookAt === undefined ? [] : [lookAt] },
      }),
    look: async () => {
      await syncClock();
      return thread.notify();
    },
    begin,
    say: async (body: string) => {
      await begin();
      return thread.post(body);
    },
    /** Seconds after the first message at which each mail was queued. */
    times: async () => {
      const { rows } = await database.owner.query<{ at: Date }>(
        "select created_at as at from delivery where customer_id = $1 and purpose = 'unread_notice' order by created_at",
        [thread.first],
      );
      return rows.map(({ at }) => Math.round((at.getTime() - (begun ?? Number.NaN)) / 1000));
    },
    timers: async () =>
      ((await handle.fetchHistory()).events ?? []).filter(({ timerStartedEventAttributes: timer }) => timer)
        .length,
  };
}

describe("V5 a thread's notifier, with time skipped", () => {
  it("V5 mails at 180 seconds, and a later message at its own 180, with one timer at a time and one signal", async () => {
    const story = await openStory();
    await withWorkers(story.look, async () => {
      await story.say("One");
      await story.wake();
      await environment.sleep("100 seconds");
      await story.say("Two");
      await environment.sleep("79 seconds");
      expect(await story.times()).toEqual([]);
      await environment.sleep("2 seconds");
      await waitUntil("the first mail", async () => (await story.times()).length === 1);
      await story.say("Three");
      await story.wake();
      await story.handle.result();
    });
    const [first, second, ...more] = await story.times();
    expect(first).toBe(180);
    expect(second).toBeGreaterThanOrEqual(361);
    expect(second).toBeLessThanOrEqual(362);
    expect(more).toEqual([]);
  });

  it("V5 T70 told its deadline it asks nothing before that, and an earlier one counts", async () => {
    const story = await openStory();
    const looks: number[] = [];
    const look = async () => {
      const next = await story.look();
      looks.push(Math.round((clock.now.getTime() - begun) / 1000));
      return next;
    };
    const begun = await environment.currentTimeMs();
    await withWorkers(look, async () => {
      await story.say("One");
      await story.wake(clock.now.getTime() + 180_000);
      await environment.sleep("100 seconds");
      expect(looks).toEqual([]);
      await syncClock();
      await story.wake(clock.now.getTime() + 30_000);
      await environment.sleep("60 seconds");
      await waitUntil("the earlier look", async () => looks.length === 1);
      await story.handle.result();
    });
    expect(looks).toHaveLength(2);
    expect(looks[0]).toBeGreaterThanOrEqual(130);
    expect(looks[1]).toBeGreaterThanOrEqual(180);
    expect(await story.notices()).toEqual({ "One Maria": "mailed" });
  });

  it("V5 ends without a mail when it was read in time, with a single timer", async () => {
    const story = await openStory();
    await withWorkers(story.look, async () => {
      const { number } = await story.say("One");
      await story.wake();
      await environment.sleep("60 seconds");
      await story.read(number);
      await story.handle.result();
    });
    expect(await story.times()).toEqual([]);
    expect(await story.timers()).toBe(1);
  });

  it("V5 T18 away at the deadlines it mails late, once, and nothing that was read meanwhile", async () => {
    const story = await openStory();
    let away = true;
    const look = async (): Promise<NoticeStep> => {
      if (away) throw new Error("the database is away");
      return story.look();
    };
    await withWorkers(look, async () => {
      const { number } = await story.say("One");
      await story.wake();
      await environment.sleep("600 seconds");
      await story.read(number);
      await story.say("Two");
      await environment.sleep("300 seconds");
      away = false;
      await story.handle.result();
    });
    expect(await story.notices()).toEqual({ "One Maria": "read", "Two Maria": "mailed" });
    const [late, ...more] = await story.times();
    expect(late).toBeGreaterThanOrEqual(900);
    expect(late).toBeLessThanOrEqual(935);
    expect(more).toEqual([]);
  });

  it("T67 a signal while it is about to end has it look again", async () => {
    const story = await openStory();
    let looks = 0;
    const look = async (): Promise<NoticeStep> => {
      looks += 1;
      if (looks === 1) await story.handle.signal(postedSignal);
      return { do: "end" };
    };
    await withWorkers(look, async () => {
      await story.wake();
      await story.handle.result();
    });
    expect(looks).toBe(2);
  });

  it("V15 a scheduled message is one of its deadlines: posted at its time, mailed 180 seconds after that, one timer at a time", async () => {
    const story = await openStory();
    const seconds = 26 * 3_600;
    await withWorkers(story.look, async () => {
      await story.begin();
      await scheduleMessage({
        ctx: organisation.as("senior"),
        input: {
          ...{ threadId: story.threadId, messageId: randomUUID(), body: "Tomorrow", seenNumber: null },
          when: { at: new Date(clock.now.getTime() + seconds * 1000) },
        },
      });
      await story.wake();
      await environment.sleep("25 hours");
      expect(await story.notices()).toEqual({});
      await environment.sleep("2 hours");
      await story.handle.result();
    });
    expect(await story.notices()).toEqual({ "Tomorrow Maria": "mailed" });
    const [mailed, ...more] = await story.times();
    expect(mailed).toBeGreaterThanOrEqual(seconds + 180);
    expect(mailed).toBeLessThanOrEqual(seconds + 182);
    expect(more).toEqual([]);
    expect(await story.timers()).toBe(2);
  });

  it("V15 an earlier message of the same thread is not held up by one that is sent next month", async () => {
    const story = await openStory();
    await withWorkers(story.look, async () => {
      await syncClock();
      const messageId = randomUUID();
      const when = { at: new Date(clock.now.getTime() + 30 * 86_400_000) };
      const ctx = organisation.as("senior");
      const input = { threadId: story.threadId, messageId, body: "Next month", seenNumber: null, when };
      await scheduleMessage({ ctx, input });
      await story.wake();
      await environment.sleep("60 seconds");
      await story.say("Now");
      await story.wake();
      await environment.sleep("181 seconds");
      await waitUntil("the mail", async () => (await story.times()).length === 1);
      await cancelScheduled({ ctx, input: { messageId } });
      await story.wake();
      await story.handle.result();
    });
    expect(await story.notices()).toEqual({ "Now Maria": "mailed" });
  });
});
