import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "./env.ts";
import { ActBook } from "./events/act-book.ts";
import { BounceList } from "./events/bounce-list.ts";
import { DoneLog } from "./events/done-log.ts";
import { Lifecycle } from "./events/lifecycle.ts";
import { listPastBounces } from "./events/list-past-bounces.ts";
import { hasEffects, occur } from "./events/occur.ts";
import { Timeline } from "./events/timeline.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { Ledger } from "./ledger/ledger.ts";
import { messageIdOf } from "./ledger/message-id.ts";
import { ServerBook } from "./servers/server-book.ts";
import { SuppressionBook } from "./servers/suppression-book.ts";
import { buildPayload } from "./webhooks/build-payload.ts";
import { Courier } from "./webhooks/courier.ts";

/** Everything the simulator is made of; routes take what they need from it. */
export interface Sandbox {
  ledger: Ledger;
  servers: ServerBook;
  suppressions: SuppressionBook;
  faults: FaultBoard;
  acts: ActBook;
  bounces: BounceList;
  timeline: Timeline;
  lifecycle: Lifecycle;
  courier: Courier;
  /** Domains of the account by the ids they were listed under. */
  domainNames: Map<number, string>;
  stop(): void;
}

/**
 * Opens the data folder (creating it), recovers what an earlier process left, and lets life go on.
 * @throws when the folder cannot be written or its files were changed by hand
 */
export function openSandbox(env: Env): Sandbox {
  mkdirSync(env.DATA_DIR, { recursive: true });
  const ledger = new Ledger(env.DATA_DIR, instanceName(env.DATA_DIR));
  const servers = new ServerBook(env.DATA_DIR);
  const suppressions = new SuppressionBook(env.DATA_DIR);
  const faults = new FaultBoard(env);
  const acts = new ActBook(env.DATA_DIR);
  const bounces = new BounceList();
  const timeline = new Timeline(ledger, acts);
  const courier: Courier = new Courier({
    faults,
    servers,
    resolve: (code) => timeline.resolve(code),
    traceId: (code) => messageIdOf(`trace:${ledger.instance}`, code + 2 ** 40),
    finish: (code) => lifecycle.finish(code),
    payload: (server, event) =>
      JSON.stringify(
        buildPayload(event, {
          server,
          messageId: event.row ? ledger.messageId(event.row.seq) : null,
          firstOpen: () => timeline.isFirstOpen(event),
        }),
      ),
  });
  /** An event without effects that nobody listens to: over without its row being read (benches have millions). */
  const unheard = (code: number) => {
    const planned = timeline.peek(code);
    return planned !== undefined && !hasEffects(planned.kind) && !courier.isHeard(planned.token);
  };
  const lifecycle: Lifecycle = new Lifecycle({ ledger, acts, done: new DoneLog(env.DATA_DIR) }, (code) => {
    if (unheard(code)) return lifecycle.finish(code);
    const event = timeline.resolve(code);
    if (!event) return;
    occur({ ledger, servers, suppressions, bounces }, event);
    if (event.kind === "one-click") lifecycle.finish(code);
    else courier.take(code, event.token);
  });
  listPastBounces(ledger, acts, lifecycle, bounces);
  const syncing = setInterval(() => ledger.sync(), 1000);
  courier.start();
  lifecycle.start();
  return {
    ledger,
    servers,
    suppressions,
    faults,
    acts,
    bounces,
    timeline,
    lifecycle,
    courier,
    domainNames: new Map(),
    stop() {
      clearInterval(syncing);
      courier.stop();
      lifecycle.stop();
    },
  };
}

function instanceName(folder: string): string {
  const path = join(folder, "instance");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const name = randomUUID();
  writeFileSync(path, name);
  return name;
}
