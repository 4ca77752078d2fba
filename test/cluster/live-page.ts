import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { ANSWERED_BY } from "./proxy/http-proxy.ts";

export type Topic = { readonly kind: string; readonly id: string };

const eventSchema = z.object({
  json: z.object({ topic: z.object({ kind: z.string(), id: z.string() }), value: z.unknown() }),
});

/** So long a browser's EventSource waits at most, as ours is set. */
const reconnectMs = 500;

/** An open page that is kept up by the live stream, and connects again when that breaks off. */
export class LivePage {
  readonly #url: string;
  readonly #cookie: string;
  readonly #closing = new AbortController();
  readonly #values = new Map<string, unknown>();
  readonly #ended: Promise<void>;
  /** Which processes it was connected to, in order. */
  readonly processes: string[] = [];
  /** From a break to the first event after it, in milliseconds. */
  readonly gapsMs: number[] = [];
  #brokeAt: number | undefined;

  constructor(options: { webUrl: string; cookie: string; viewer: string; topics: readonly Topic[] }) {
    const input = JSON.stringify({ json: { viewer: options.viewer, topics: options.topics } });
    this.#url = `${options.webUrl}/api/trpc/live.watch?input=${encodeURIComponent(input)}`;
    this.#cookie = options.cookie;
    this.#ended = this.#run();
  }

  /** What it shows of a topic. */
  shows(topic: Topic): unknown {
    return this.#values.get(`${topic.kind}/${topic.id}`);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#follow().catch(() => undefined);
      if (signal.aborted) return;
      this.#brokeAt ??= performance.now();
      await delay(reconnectMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #follow(): Promise<void> {
    const headers = { cookie: this.#cookie, accept: "text/event-stream" };
    const answer = await fetch(this.#url, { headers, signal: this.#closing.signal });
    if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
    this.processes.push(answer.headers.get(ANSWERED_BY) ?? "?");
    let rest = "";
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("data: ")) this.#take(line.slice("data: ".length));
    }
  }

  #take(data: string): void {
    const event = eventSchema.safeParse(JSON.parse(data || "null"));
    if (!event.success) return;
    const { topic, value } = event.data.json;
    this.#values.set(`${topic.kind}/${topic.id}`, value);
    if (this.#brokeAt === undefined) return;
    this.gapsMs.push(performance.now() - this.#brokeAt);
    this.#brokeAt = undefined;
  }
}
