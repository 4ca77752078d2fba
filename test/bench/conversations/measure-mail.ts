import { setTimeout as delay } from "node:timers/promises";
import type { WorkflowCalls } from "@packpost/workflows/client";
import type pg from "pg";
import * as z from "zod";
import { quantile, type Score } from "./score.ts";
import type { BenchThreads } from "./seed-threads.ts";

/** Ten a second are due, and in one second two hundred. */
const PER_SECOND = 10;
const BURST = 200;
/** Three minutes of posts in one, before anything is due. */
const WAKES_PER_SECOND = 30;
/** Half a second apart, until the last mail is with the provider. */
const MOST_LOOKS = 240;
const ledger = z.object({
  items: z.array(z.object({ to: z.string(), tag: z.string().nullable(), acceptedAt: z.coerce.date() })),
});

interface MailRun {
  readonly score: Score;
  readonly owner: pg.Pool;
  readonly seeded: BenchThreads;
  readonly calls: WorkflowCalls;
  readonly simulatorUrl: string;
  /** How many messages wait to be mailed at the beginning. */
  readonly pending: number;
  /** How long mails are watched, in seconds. */
  readonly seconds: number;
  /** The first of the families whose messages these are; each of them is one person with one message. */
  readonly from: number;
  readonly say: (line: string) => void;
}

/**
 * How late unread messages are mailed (V5) while three minutes' worth of them waits, ten a second, and when two hundred are due in one
 * second: from the deadline to the mail's being queued, and to the provider's having it. The messages are written by one statement and
 * their notifiers woken as posting does, three times as fast as they become due; while they are mailed, as many more are posted.
 */
export async function measureMail(run: MailRun): Promise<void> {
  const { score, owner, seeded, pending, seconds, say } = run;
  const wakeMs = ((pending + BURST) / WAKES_PER_SECOND) * 1000 + 3_000;
  const dueFrom = (ms: number, perSecond: number) =>
    `now() + make_interval(secs => ${ms / 1000} + n / ${perSecond}.0)`;
  const burstFrom = run.from + pending * 2;
  const laterFrom = burstFrom + BURST * 2;
  const later = seconds * PER_SECOND;
  await owner.query(messagesOf(seeded, run.from, pending, dueFrom(wakeMs, PER_SECOND)));
  // In the midst of the others, all within one second.
  await owner.query(messagesOf(seeded, burstFrom, BURST, dueFrom(wakeMs + seconds * 1000, BURST)));
  await owner.query(messagesOf(seeded, laterFrom, later, dueFrom(wakeMs + 180_000, PER_SECOND)));
  const beganAt = Date.now();
  await wake(
    run,
    [...threadsFrom(seeded, run.from, pending), ...threadsFrom(seeded, burstFrom, BURST)],
    WAKES_PER_SECOND,
  );
  const wokenMs = Date.now() - beganAt;
  say(`${pending + BURST} notifiers woken in ${(wokenMs / 1000).toFixed(1)} s`);
  await delay(Math.max(0, wakeMs - wokenMs));
  await wake(run, threadsFrom(seeded, laterFrom, later), PER_SECOND);
  await delay(1_000);
  const awake = (mails: readonly Mailed[]) => mails.filter(({ due }) => due > beganAt + wokenMs);
  const steady = awake(await mailed(run, run.from, seconds * PER_SECOND));
  const burst = awake(await mailed(run, burstFrom, BURST));
  if (burst.length < BURST || steady.length === 0)
    throw new Error("The notifiers were awake too late to be measured");
  const many = `${pending} pending, ten a second`;
  score.addTimes(
    `unread mail queued after its deadline, ${many}`,
    steady.map(({ queued }) => queued),
  );
  score.addTimes(
    `unread mail with the provider after its deadline, ${many}`,
    steady.map(({ taken }) => taken),
    500,
  );
  score.addTimes(
    `the same, ${BURST} due in one second: queued`,
    burst.map(({ queued }) => queued),
  );
  score.addTimes(
    `the same, ${BURST} due in one second: with the provider`,
    burst.map(({ taken }) => taken),
  );
  say(
    `half of the ${BURST}: ${Math.round(
      quantile(
        burst.map(({ taken }) => taken),
        0.5,
      ),
    )} ms`,
  );
}

/** Has the notifiers of threads woken, so many a second, as their posts would. */
async function wake({ calls, seeded }: MailRun, threadIds: readonly string[], perSecond: number) {
  const { organisationId } = seeded;
  const beganAt = Date.now();
  const woken = threadIds.map(async (threadId, n) => {
    await delay(Math.max(0, beganAt + (n * 1000) / perSecond - Date.now()));
    await calls.wakeConversation({ organisationId, threadId });
  });
  await Promise.all(woken);
}

/** Every second family is one person alone: so each thread is one mail. */
const threadAt = (from: number, n: number) => from + 2 * n + (from % 2 === 1 ? 0 : 1);

const threadsFrom = (seeded: BenchThreads, from: number, count: number) =>
  Array.from({ length: count }, (_, n) => seeded.idOf("thread", threadAt(from, n)));

/** A message of the first senior in each of some threads, unread by its customer. */
function messagesOf(seeded: BenchThreads, from: number, count: number, dueAt: string): string {
  const ids = threadsFrom(seeded, from, count);
  return `
    with chosen as materialized (
      select id, ordinality - 1 as n, last_number + 1 as number, family_id from unnest(array['${ids.join("','")}']::uuid[]) with ordinality chosen (thread_id, ordinality)
      join thread on thread.id = chosen.thread_id),
    numbered as (
      update thread set last_number = chosen.number, revision = revision + 1, active = true from chosen where thread.id = chosen.id
      returning thread.id, thread.revision),
    opened as (
      insert into conversation (organisation_id, thread_id) select '${seeded.organisationId}', id from chosen
      on conflict (thread_id) where closed_at is null do nothing returning id, thread_id),
    written as (
      insert into entry (organisation_id, id, thread_id, conversation_id, number, revision, kind, via, staff_member_id, body)
      select '${seeded.organisationId}', gen_random_uuid(), chosen.id,
        coalesce((select id from opened where thread_id = chosen.id), (select id from conversation where thread_id = chosen.id and closed_at is null)),
        chosen.number, numbered.revision, 'message', 'app', '${seeded.staff[2]?.id}', 'Please read this in time'
      from chosen join numbered on numbered.id = chosen.id returning id, thread_id, number)
    insert into message_notice (organisation_id, entry_id, customer_id, thread_id, number, due_at)
    select '${seeded.organisationId}', written.id, customer.id, written.thread_id, written.number, ${dueAt}
    from written join chosen on chosen.id = written.thread_id join customer on customer.family_id = chosen.family_id`;
}

/** When a mail was due, in milliseconds, and how late it was. */
interface Mailed {
  readonly due: number;
  readonly queued: number;
  readonly taken: number;
}

/** How late the mails of some threads were, in milliseconds. @throws when some were not sent within two minutes */
async function mailed(run: MailRun, from: number, count: number): Promise<Mailed[]> {
  for (let waited = 0; ; waited++) {
    const { rows } = await run.owner.query<{ due: Date; queued: Date; address: string }>(
      `select due_at as due, delivery.created_at as queued, delivery.address
       from message_notice notice join delivery on delivery.id = notice.delivery_id where notice.thread_id = any ($1)`,
      [threadsFrom(run.seeded, from, count)],
    );
    const asked = await fetch(
      `${run.simulatorUrl}/_ledger?token=sandbox-${run.seeded.organisationId}&limit=5000`,
    );
    const { items } = ledger.parse(await asked.json());
    const taken = new Map(
      items
        .filter(({ tag }) => tag === "unread_notice")
        .map(({ to, acceptedAt }) => [to, acceptedAt.getTime()]),
    );
    const known = rows.flatMap(({ due, queued, address }) => {
      const at = taken.get(address);
      const dueMs = due.getTime();
      return at === undefined ? [] : [{ due: dueMs, queued: queued.getTime() - dueMs, taken: at - dueMs }];
    });
    if (known.length === count) return known;
    if (waited === MOST_LOOKS) throw new Error(`${known.length} of ${count} mails are with the provider`);
    await delay(500);
  }
}
