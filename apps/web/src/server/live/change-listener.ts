import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";

/** As announce_change of the migration 022-live-pages has it. */
const channel = "packpost_live";
/** Each takes a place in PostgreSQL's table of locks, which has 6,400 as it comes; whoever gets none reads on a tick. */
const mostArmed = 2_000;
/** Over a socket that is half open no answer comes: whoever asked reads on meanwhile. */
const answerWithinMs = 1_000;
const firstBackoffMs = 250;
const longestBackoffMs = 10_000;

interface Armed {
  readonly topic: string;
  readonly wake: (lost?: boolean) => unknown;
}

interface ChangeListenerOptions {
  /** A connection of its own to the server itself: behind a pooler nothing is heard. */
  readonly url: string;
  /** Milliseconds between two of its own notifications that must come back. */
  readonly heartbeatMs?: number;
  /** Other channels that it hears, by name: what comes there is no topic and arms nothing. */
  readonly others?: Readonly<Record<string, (payload: string) => void>>;
  /** Ends it for good. */
  readonly signal: AbortSignal;
  readonly onLost: (error: unknown) => void;
}

/**
 * The process's one connection that hears of changes. It sends itself a notification every few seconds: a socket that is
 * half open brings no error and no news (node-postgres#3003, timgit/pg-boss#850), so the silence itself is the sign.
 * Whenever it is lost everybody who relied on it is woken, and until it is back they read on their own tick.
 */
export class ChangeListener {
  readonly #options: ChangeListenerOptions;
  readonly #heartbeatMs: number;
  readonly #armed = new Set<Armed>();
  /** Set while notifications are known to come. */
  #client: Client | undefined;

  constructor(options: ChangeListenerOptions) {
    this.#options = options;
    this.#heartbeatMs = options.heartbeatMs ?? 5_000;
    void this.#run();
  }

  /**
   * From now on the next change of a topic wakes, and so does the loss of the connection: then read, and arm anew.
   * @param topic as it is announced, e.g. `campaign/{organisationId}/{campaignId}`
   * @param wake told true when it was the loss: then nothing of this is announced any more
   * @returns takes it back; undefined when the next change would not be announced: read on a tick
   */
  async arm(topic: string, wake: (lost?: boolean) => unknown): Promise<(() => void) | undefined> {
    const client = this.#client;
    if (client === undefined || this.#armed.size >= mostArmed) return undefined;
    const armed: Armed = { topic, wake };
    const disarm = () => client.query("select disarm_topic($1)", [topic]).catch(() => undefined);
    // Before the answer: its notification may come in the same packet.
    this.#armed.add(armed);
    const answer = client.query<{ armed: boolean }>("select arm_topic($1) as armed", [topic]).then(
      ({ rows }) => rows[0]?.armed === true,
      () => false,
    );
    const inTime = await Promise.race([answer, delay(answerWithinMs, false, { ref: false })]);
    if (!inTime || !this.#armed.has(armed)) {
      this.#armed.delete(armed);
      void answer.then(async (late) => late && disarm());
      return undefined;
    }
    // After a loss the server has forgotten it.
    return () => void (this.#armed.delete(armed) && disarm());
  }

  async #run(): Promise<void> {
    const { signal, onLost } = this.#options;
    let backoffMs = firstBackoffMs;
    while (!signal.aborted) {
      try {
        await this.#listen(() => {
          backoffMs = firstBackoffMs;
        });
      } catch (error) {
        if (!signal.aborted) onLost(error);
      }
      this.#forget();
      // Not all processes at once after the server's restart.
      await delay(backoffMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
    }
  }

  /** One connection from its beginning to its end. @param onWorking its first notification has come back */
  async #listen(onWorking: () => void): Promise<void> {
    const client = new Client({
      connectionString: this.#options.url,
      application_name: "packpost live pages",
      keepAlive: true,
      connectionTimeoutMillis: this.#heartbeatMs,
    });
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => undefined);
    client.on("error", lost.reject);
    client.on("end", () => lost.reject(new Error("the connection that hears of changes was closed")));
    const stop = () => lost.reject(new Error("stopping"));
    this.#options.signal.addEventListener("abort", stop);
    try {
      await Promise.race([client.connect(), lost.promise]);
      const { others = {} } = this.#options;
      const channels = [channel, ...Object.keys(others)].map((name) => `listen ${name};`).join(" ");
      const echo = `packpost_live_echo_${randomUUID().replaceAll("-", "")}`;
      let heard = Promise.withResolvers<void>();
      client.on("notification", ({ channel: from, payload = "" }) => {
        if (from === echo) heard.resolve();
        else if (others[from] !== undefined) others[from](payload);
        else this.#wake(payload);
      });
      // What it commits is its notifications alone: no flush is waited for.
      const begin = client.query(`set synchronous_commit = off; ${channels} listen ${echo}`);
      begin.catch(lost.reject);
      for (;;) {
        heard = Promise.withResolvers();
        client.query("select pg_notify($1, '')", [echo]).catch(lost.reject);
        await Promise.race([heard.promise, lost.promise, this.#silence()]);
        this.#client = client;
        onWorking();
        await Promise.race([delay(this.#heartbeatMs, undefined, { ref: false }), lost.promise]);
      }
    } finally {
      this.#options.signal.removeEventListener("abort", stop);
      // Nothing may be said any more over a socket that is half open, not even good-bye.
      client.end().catch(() => undefined);
      client.connection.stream.destroy();
    }
  }

  /** @throws after as long as a heartbeat may take */
  async #silence(): Promise<never> {
    await delay(this.#heartbeatMs, undefined, { ref: false });
    throw new Error("the connection that hears of changes is silent");
  }

  #wake(topic: string): void {
    for (const armed of this.#armed) if (armed.topic === topic) armed.wake();
  }

  #forget(): void {
    this.#client = undefined;
    const everybody = [...this.#armed];
    this.#armed.clear();
    for (const { wake } of everybody) wake(true);
  }
}
