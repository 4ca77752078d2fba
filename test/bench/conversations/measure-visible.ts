import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { portalActor } from "@packpost/core/access/actor";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
import { createWorkflows } from "@packpost/core/workflows";
import type { Orm } from "@packpost/db/orm";
import type { WorkflowCalls } from "@packpost/workflows/client";
import * as z from "zod";
import { silent, staffContext } from "../../support/contexts.ts";
import type { Score } from "./score.ts";
import type { BenchThreads } from "./seed-threads.ts";
import type { StaffBrowser } from "./staff-browser.ts";

const state = z.object({ revision: z.number() });
const view = z.object({ revision: z.number(), entries: z.array(z.object({ id: z.string() })) });

/**
 * From the press on Send in one browser to the moment at which another one, which shows the thread, has read the message: it hears of a
 * change over its live connection and asks for what it lacks, as pages do.
 * @param between.posts how many, four a second
 * @param mostMs what its p95 must be at most, in milliseconds
 */
export async function measureVisible(
  score: Score,
  what: string,
  between: {
    readonly writer: StaffBrowser;
    readonly reader: StaffBrowser;
    readonly threadId: string;
    readonly organisationId: string;
    readonly posts: number;
  },
  mostMs?: number,
): Promise<void> {
  const { writer, reader, threadId, organisationId, posts } = between;
  const closing = new AbortController();
  const waited = new Map<string, () => void>();
  let known = 0;
  let asking = Promise.resolve();
  const ask = async (revision: number) => {
    if (revision <= known) return;
    const since = await reader.query("conversation.read", { threadId, sinceRevision: known });
    const { entries, ...read } = view.parse(since);
    known = read.revision;
    for (const { id } of entries) waited.get(id)?.();
  };
  const topics = [
    { kind: "thread", id: threadId },
    { kind: "inbox", id: organisationId },
    { kind: "unread", id: reader.staff.id },
  ] as const;
  await reader.listen(topics, closing.signal, (kind, value) => {
    if (kind !== "thread") return;
    const { revision } = state.parse(value);
    if (known === 0) known = revision;
    else asking = asking.then(() => ask(revision));
  });
  const times: number[] = [];
  for (let n = 0; n < posts; n++) {
    const entryId = randomUUID();
    const seen = Promise.withResolvers<void>();
    waited.set(entryId, seen.resolve);
    const at = performance.now();
    const post = { threadId, entryId, body: `Visible ${n}`, seenNumber: null };
    await Promise.all([
      writer.mutate("conversation.post", post),
      seen.promise.then(() => times.push(performance.now() - at)),
    ]);
    await delay(Math.max(0, 250 - (performance.now() - at)));
  }
  closing.abort();
  score.addTimes(what, times, mostMs);
}

/**
 * Messages at a steady rate until told to stop, spread over families: of each two one by staff over HTTP, one by a customer.
 * @param perSecond how many are to go in
 * @returns how many did, a second
 */
export async function postSteadily(options: {
  readonly orm: Orm;
  readonly seeded: BenchThreads;
  readonly browsers: readonly StaffBrowser[];
  readonly calls: WorkflowCalls;
  readonly perSecond: number;
  /** The families that write: from this one on, so many. */
  readonly from: number;
  readonly families: number;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { orm, seeded, browsers, calls, perSecond, signal } = options;
  const { organisationId } = seeded;
  const workflows = createWorkflows({ organisationId, calls, log: silent });
  const customers = { ...staffContext({ orm, organisationId }, seeded.staff[0]?.id ?? ""), workflows };
  let posted = 0;
  const post = async (n: number) => {
    const at = options.from + (Math.floor(n / 2) % options.families);
    const threadId = seeded.idOf("thread", at);
    const body = `Message ${n} of a busy second`;
    if (n % 2 === 0) {
      const browser = browsers[(n / 2) % browsers.length];
      await browser?.mutate("conversation.post", { threadId, entryId: randomUUID(), body, seenNumber: null });
    } else {
      const customerId = seeded.idOf("customer", at);
      const entry = { id: randomUUID(), kind: "message", via: "portal", customerId, body } as const;
      await receiveMessage({
        ctx: { ...customers, actor: portalActor(customerId) },
        input: { threadId, entry },
      });
    }
    posted += 1;
  };
  const startedAt = performance.now();
  const running = new Set<Promise<void>>();
  for (let n = 0; !signal.aborted; n++) {
    await delay(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
    const one = post(n).finally(() => running.delete(one));
    running.add(one);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const rate = posted / seconds;
  await Promise.all(running);
  return rate;
}
