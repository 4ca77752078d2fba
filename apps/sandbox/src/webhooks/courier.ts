import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Occurrence } from "../events/occurrence.ts";
import { Wheel } from "../events/wheel.ts";
import type { FaultBoard } from "../faults/fault-board.ts";
import type { Server } from "../servers/server.ts";
import type { ServerBook } from "../servers/server-book.ts";
import { OutboundQueue } from "./outbound-queue.ts";
import { post } from "./post.ts";
import { judge, nextAttemptInMs, RETRIES } from "./retry-ladder.ts";

interface Parts {
  faults: FaultBoard;
  servers: ServerBook;
  resolve(code: number): Occurrence | undefined;
  payload(server: Server, event: Occurrence): string;
  traceId(code: number): string;
  finish(code: number): void;
}

interface Line {
  queue: OutboundQueue;
  flying: number;
  http: HttpAgent;
  https: HttpsAgent;
}

const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 64 };

/** Tells webhook receivers what happened: one line per server, bounded in width, retried by Postmark's ladder. */
export class Courier {
  readonly #parts: Parts;
  readonly #lines = new Map<string, Line>();
  readonly #failures = new Map<number, number>();
  readonly #later: Wheel;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#later = new Wheel((codes) => {
      for (const code of codes) this.#enqueue(code);
    });
    parts.faults.onChange(() => {
      for (const token of this.#lines.keys()) this.#pump(token);
    });
  }

  start(): void {
    this.#later.start();
  }

  stop(): void {
    this.#later.stop();
  }

  /** How many events wait for their first or next attempt at one server. */
  waiting(token: string): number {
    const line = this.#lines.get(token);
    return line ? line.queue.length + line.flying : 0;
  }

  /** Whether anybody is told of a server's events. */
  isHeard(token: string): boolean {
    const { webhooks } = this.#parts.faults.knobs(token);
    return webhooks !== "off" && this.#parts.servers.get(token)?.webhookUrl !== undefined;
  }

  /** Takes an event that has just happened; delay, disorder and doubling are knobs. */
  take(code: number, token: string): void {
    if (!this.isHeard(token)) {
      this.#parts.finish(code);
      return;
    }
    const knobs = this.#parts.faults.knobs(token);
    const late = Math.random() < knobs.webhookReorderRate ? 200 + Math.random() * 3000 : 0;
    this.#after(knobs.webhookDelayMs + late, code, token);
    if (Math.random() < knobs.webhookDuplicateRate) {
      this.#after(knobs.webhookDelayMs + 50 + Math.random() * 2000, code, token);
    }
  }

  #after(delayMs: number, code: number, token: string): void {
    if (delayMs > 0) this.#later.add(Date.now() + delayMs, code);
    else this.#push(token, code);
  }

  #enqueue(code: number): void {
    const event = this.#parts.resolve(code);
    if (event) this.#push(event.token, code);
  }

  #push(token: string, code: number): void {
    let line = this.#lines.get(token);
    if (!line) {
      line = {
        queue: new OutboundQueue(),
        flying: 0,
        http: new HttpAgent(KEEP_ALIVE),
        https: new HttpsAgent(KEEP_ALIVE),
      };
      this.#lines.set(token, line);
    }
    line.queue.push(code);
    this.#pump(token);
  }

  #pump(token: string): void {
    const line = this.#lines.get(token);
    if (!line) return;
    const knobs = this.#parts.faults.knobs(token);
    while (knobs.webhooks !== "hold" && line.flying < knobs.webhookConnections) {
      const code = line.queue.shift();
      if (code === undefined) return;
      line.flying += 1;
      void this.#deliver(code, line).finally(() => {
        line.flying -= 1;
        this.#pump(token);
      });
    }
  }

  async #deliver(code: number, line: Line): Promise<void> {
    const event = this.#parts.resolve(code);
    const server = event && this.#parts.servers.get(event.token);
    const url = server?.webhookUrl;
    if (!event || !server || !url || this.#parts.faults.knobs(event.token).webhooks === "off") {
      this.#parts.finish(code);
      return;
    }
    const failed = this.#failures.get(code) ?? 0;
    const status = await post(server, url, url.startsWith("https:") ? line.https : line.http, {
      body: this.#parts.payload(server, event),
      traceId: this.#parts.traceId(code),
      retriesLeft: RETRIES - failed,
    });
    const scale = this.#parts.faults.knobs(event.token).webhookRetryScale;
    const againInMs = judge(status) === "again" ? nextAttemptInMs(failed + 1, scale) : undefined;
    if (againInMs === undefined) {
      this.#failures.delete(code);
      this.#parts.finish(code);
    } else {
      this.#failures.set(code, failed + 1);
      this.#later.add(Date.now() + againInMs, code);
    }
  }
}
