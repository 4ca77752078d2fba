import { Worker } from "node:worker_threads";

export interface ThreadPoolOptions {
  /** The thread's entry: posts `ready` once, then one answer a message. */
  readonly file: string;
  readonly mostThreads: number;
  /** A job that computes for longer ends with its thread, in milliseconds of its processor time. */
  readonly limitMs: number;
  /** A job that has not begun by then is given up, in milliseconds. */
  readonly waitMs: number;
  readonly mostWaiting: number;
}

export interface JobOwner {
  /** One job at a time. */
  readonly person: string;
  /** One job at a time, whoever's: nobody takes all threads. */
  readonly organisation: string;
  /** Takes the place of the same person's waiting job of this kind: only the newest is of use. */
  readonly latestOnly: boolean;
}

/** `too_long`: ended at the limit. `busy`: had no turn in time. `replaced`: the same person asked anew. */
export type JobOutcome =
  | { readonly outcome: "done"; readonly answer: unknown }
  | { readonly outcome: "too_long" | "busy" | "replaced" };

interface Job {
  readonly message: unknown;
  readonly owner: JobOwner;
  readonly settle: (outcome: JobOutcome) => void;
  readonly fail: (error: Error) => void;
  waiting: NodeJS.Timeout | undefined;
}

interface Thread {
  readonly worker: Worker;
  ready: boolean;
  job: Job | undefined;
  limit: NodeJS.Timeout | undefined;
}

/** On a busy machine a job waits for the processor through no fault of its own: so many times its limit it may be there. */
const MOST_WAITING = 5;

/** A thread that does not start at all is our fault, not a job's. */
const startMs = 30_000;

/** Threads for work whose cost somebody outside chooses: bounded in number and time, and in turns between tenants. */
export class ThreadPool {
  readonly #options: ThreadPoolOptions;
  readonly #threads = new Set<Thread>();
  #queue: Job[] = [];

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** Wait for a turn, run, and say what became of it. Rejects only when the thread itself fails. */
  run(message: unknown, owner: JobOwner): Promise<JobOutcome> {
    return new Promise((settle, fail) => {
      if (owner.latestOnly) this.#replace(owner.person);
      if (this.#queue.length >= this.#options.mostWaiting) return settle({ outcome: "busy" });
      const job: Job = { message, owner, settle, fail, waiting: undefined };
      job.waiting = setTimeout(() => this.#giveUp(job, "busy"), this.#options.waitMs);
      this.#queue.push(job);
      this.#next();
    });
  }

  #replace(person: string): void {
    const older = this.#queue.filter(({ owner }) => owner.latestOnly && owner.person === person);
    for (const job of older) this.#giveUp(job, "replaced");
  }

  #giveUp(job: Job, outcome: "busy" | "replaced"): void {
    clearTimeout(job.waiting);
    this.#queue = this.#queue.filter((other) => other !== job);
    job.settle({ outcome });
  }

  #next(): void {
    const running = [...this.#threads].flatMap(({ job }) => job?.owner ?? []);
    const job = this.#queue.find(({ owner }) =>
      running.every(
        ({ person, organisation }) => person !== owner.person && organisation !== owner.organisation,
      ),
    );
    if (job === undefined) return;
    const free = [...this.#threads].find((thread) => thread.job === undefined);
    if (free === undefined && this.#threads.size >= this.#options.mostThreads) return;
    this.#queue = this.#queue.filter((other) => other !== job);
    clearTimeout(job.waiting);
    const thread = free ?? this.#start();
    thread.job = job;
    if (thread.ready) this.#begin(thread, job);
    this.#next();
  }

  #start(): Thread {
    const worker = new Worker(this.#options.file, {
      execArgv: [],
      env: { NODE_ENV: "production" },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const thread: Thread = { worker, ready: false, job: undefined, limit: undefined };
    this.#threads.add(thread);
    thread.limit = setTimeout(() => this.#end(thread, new Error("The thread does not start")), startMs);
    worker.on("message", (answer: unknown) => {
      clearTimeout(thread.limit);
      const { job } = thread;
      if (!thread.ready) {
        thread.ready = true;
        if (job !== undefined) this.#begin(thread, job);
        return;
      }
      thread.job = undefined;
      worker.unref();
      job?.settle({ outcome: "done", answer });
      this.#next();
    });
    // Out of memory counts as too long: it is the job's size, not a fault of ours.
    worker.on("error", (error: Error & { code?: string }) =>
      this.#end(thread, error.code === "ERR_WORKER_OUT_OF_MEMORY" ? null : error),
    );
    worker.on("exit", () => this.#end(thread, new Error("The thread has ended")));
    return thread;
  }

  #begin(thread: Thread, job: Job): void {
    thread.worker.ref();
    const { limitMs } = this.#options;
    // Asked now, looked at when the limit is over: a thread that ends before then must not fail unheard.
    const usage = thread.worker.cpuUsage().catch(() => undefined);
    const begun = { usage, at: performance.now() };
    thread.limit = setTimeout(() => void this.#endIfUsedUp(thread, job, begun), limitMs);
    thread.worker.postMessage(job.message);
  }

  /** Ends a thread whose job has computed for its limit; one that was kept waiting gets what it has not had. */
  async #endIfUsedUp(
    thread: Thread,
    job: Job,
    begun: { readonly usage: Promise<NodeJS.CpuUsage | undefined>; readonly at: number },
  ): Promise<void> {
    const { limitMs } = this.#options;
    const leftMs = await begun.usage
      .then((before) => thread.worker.cpuUsage(before))
      .then(({ user, system }) => limitMs - (user + system) / 1_000)
      .catch(() => 0); // the thread has ended meanwhile
    if (thread.job !== job) return;
    // A tenth of a limit is asked about no more: the clock of threads is coarse.
    if (leftMs < limitMs / 10 || performance.now() - begun.at > MOST_WAITING * limitMs)
      this.#end(thread, null);
    else thread.limit = setTimeout(() => void this.#endIfUsedUp(thread, job, begun), leftMs);
  }

  /** @param error why the thread failed; null when its job took too long */
  #end(thread: Thread, error: Error | null): void {
    if (!this.#threads.delete(thread)) return;
    clearTimeout(thread.limit);
    void thread.worker.terminate();
    if (error === null) thread.job?.settle({ outcome: "too_long" });
    else thread.job?.fail(error);
    this.#next();
  }
}
