import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

/** What people and other systems ask all the time, and how often. */
const rounds = [
  { kind: "page", everyMs: 500 },
  { kind: "query", everyMs: 200 },
  { kind: "message", everyMs: 1_000 },
  { kind: "api", everyMs: 250 },
] as const;
type AskKind = (typeof rounds)[number]["kind"];

const mostTries = 40;
const pauseMs = 250;

interface Doors {
  readonly webUrl: string;
  readonly apiUrl: string;
  readonly cookie: string;
  readonly apiKey: string;
  /** Where the messages go. */
  readonly threadId: string;
}

export interface LoadFigures {
  readonly asked: number;
  /** First answers that were none, or an error: what a person would have seen as one, had nobody asked again. */
  readonly failed: number;
  readonly slowestMs: number;
  readonly failures: readonly string[];
}

/** Whoever works meanwhile: pages, lists, messages to a family, another system's questions. A message is asked again until it stands. */
export class SteadyLoad {
  readonly #doors: Doors;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>[] = [];
  readonly #failures: string[] = [];
  #asked = 0;
  #slowestMs = 0;
  /** Messages that were answered as posted. */
  readonly posted: string[] = [];

  constructor(doors: Doors) {
    this.#doors = doors;
    for (const { kind, everyMs } of rounds) this.#running.push(this.#repeat(kind, everyMs));
  }

  /** Figures since the last call. */
  take(): LoadFigures {
    const failures = this.#failures.splice(0);
    const figures = { asked: this.#asked, failed: failures.length, slowestMs: this.#slowestMs, failures };
    this.#asked = 0;
    this.#slowestMs = 0;
    return figures;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  async #repeat(kind: AskKind, everyMs: number): Promise<void> {
    const { signal } = this.#stopping;
    const open = new Set<Promise<void>>();
    while (!signal.aborted) {
      // Not one after the other: people do not wait for each other either.
      const asking = this.#ask(kind).finally(() => open.delete(asking));
      open.add(asking);
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(open);
  }

  async #ask(kind: AskKind): Promise<void> {
    const entryId = randomUUID();
    this.#asked += 1;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const startedAt = performance.now();
      const problem = await this.#once(kind, entryId).catch((error: unknown) =>
        error instanceof Error ? String(error.cause ?? error.message) : String(error),
      );
      if (problem === undefined) {
        this.#slowestMs = Math.max(this.#slowestMs, performance.now() - startedAt);
        if (kind === "message") this.posted.push(entryId);
        return;
      }
      if (tries === 1) this.#failures.push(`${kind}: ${problem}`);
      if (kind !== "message") return;
      await delay(pauseMs);
    }
  }

  async #once(kind: AskKind, entryId: string): Promise<string | undefined> {
    const { webUrl, apiUrl, cookie, apiKey, threadId } = this.#doors;
    const headers = { cookie, origin: webUrl, "content-type": "application/json" };
    const signal = AbortSignal.timeout(30_000);
    const post = { threadId, entryId, body: `Steady ${entryId}`, seenNumber: null };
    const answers: Record<AskKind, () => Promise<Response>> = {
      page: () => fetch(`${webUrl}/campaigns`, { headers: { cookie }, signal, redirect: "manual" }),
      query: () => fetch(`${webUrl}/api/trpc/account.me`, { headers, signal }),
      message: () =>
        fetch(`${webUrl}/api/trpc/conversation.post`, {
          ...{ method: "POST", headers, signal, body: JSON.stringify({ json: post }) },
        }),
      api: () => fetch(`${apiUrl}/v1/outcomes`, { headers: { authorization: `Bearer ${apiKey}` }, signal }),
    };
    const answer = await answers[kind]();
    const text = await answer.text();
    return answer.status === 200 ? undefined : `HTTP ${answer.status} ${text.slice(0, 120)}`;
  }
}
