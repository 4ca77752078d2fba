import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { WORKFLOWS } from "@packpost/workflows/task-queues";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { findFreePort } from "../../../scripts/ports.ts";
import { appUrl } from "../../support/contexts.ts";
import { TestWorld } from "../../support/open-world.ts";
import { OwnTemporal } from "../../support/own-temporal.ts";
import { startTestServices } from "../../support/start-test-services.ts";
import { tieChild } from "../../support/tie-child.ts";
import { waitUntil } from "../../support/wait-until.ts";

/** Short enough for a round of half a minute, long enough for a machine that others use too. */
export const tortureTimings: SendTimings = {
  callMs: 4_000,
  reconcileAfterMs: 500,
  reconcileEveryMs: 500,
  absentAgainAfterMs: 5_000,
  unconfirmedAfterMs: 4_000,
  longestHoldMs: 2_000,
  heartbeatMs: 5_000,
};

/** Every program of an installation, each of which may be killed: a durable PostgreSQL, Temporal, provider, api, worker. */
export class Arena {
  readonly world: TestWorld;
  readonly #services: NonNullable<Awaited<ReturnType<typeof startTestServices>>>;
  readonly #temporal: OwnTemporal;
  #door: ReturnType<typeof spawn> | undefined;
  #doorPort = 0;
  #providerPort = 0;
  #sweeps = 0;

  private constructor(services: NonNullable<Awaited<ReturnType<typeof startTestServices>>>) {
    this.#services = services;
    this.world = new TestWorld(services.services);
    this.#temporal = new OwnTemporal(services.services.runDirectory);
  }

  static async open(): Promise<Arena> {
    const services = await startTestServices(["torture"], { durable: true });
    if (!services) throw new Error("No services");
    const arena = new Arena(services);
    await arena.#temporal.start();
    arena.#providerPort = await findFreePort(0);
    await arena.world.open({
      temporalAddress: arena.#temporal.address,
      simulator: { PORT: String(arena.#providerPort), SEARCH_LAG_MS: "0" },
    });
    // What a hurried operator may have set: claims must not rely on the server's default.
    await arena.world.owner.query("alter system set synchronous_commit = off");
    await arena.world.owner.query("select pg_reload_conf()");
    arena.#doorPort = await findFreePort(0);
    await arena.startDoor();
    arena.world.startWorker();
    return arena;
  }

  async close(): Promise<void> {
    this.#door?.kill("SIGKILL");
    await this.world.close();
    await this.#temporal.kill();
    await this.#services.stop();
  }

  /** Where the provider posts an organisation's events. */
  webhookUrl(organisationId: string): string {
    return `http://127.0.0.1:${this.#doorPort}/webhooks/postmark/${organisationId}`;
  }

  async killWorker(): Promise<void> {
    const worker = this.world.workers.at(-1);
    worker?.signal("SIGKILL");
    await worker?.exited;
    this.world.startWorker();
  }

  async killDoor(): Promise<void> {
    const door = this.#door;
    door?.kill("SIGKILL");
    await delay(200);
    await this.startDoor();
  }

  async startDoor(): Promise<void> {
    const door = spawn(process.execPath, [join(repositoryRoot, "apps", "api", "src", "main.ts")], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "test",
        PORT: String(this.#doorPort),
        DATABASE_URL: this.world.databaseUrl,
        APP_URL: appUrl,
        API_URL: `http://127.0.0.1:${this.#doorPort}`,
        TEMPORAL_ADDRESS: this.#temporal.address,
        LOG_LEVEL: "info",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#door = door;
    tieChild(door, "web");
    const ended = once(door, "exit").then(() => {
      if (this.#door === door && !door.killed) throw new Error("The api ended while it started");
    });
    // Its first line says that it listens; the others are read so that it never waits for a full pipe.
    await Promise.race([once(door.stdout, "data"), ended]);
    door.stdout.resume();
  }

  async killTemporal(): Promise<void> {
    await this.#temporal.kill();
    await this.#temporal.start();
  }

  async killProvider(): Promise<void> {
    await this.world.simulator.stop("SIGKILL");
    await delay(300);
    await this.world.simulator.start({ PORT: String(this.#providerPort), SEARCH_LAG_MS: "0" });
  }

  /** kill -9 of the whole server: what was not flushed is gone. Its supervisor starts it again. */
  async killPostgres(): Promise<void> {
    for (const pid of this.#postgresPids()) killHard(pid);
    await this.databaseAnswers();
  }

  /**
   * No file of the database may grow beyond 4 MB: what a full disk does to tables and to the log. The limit is the
   * process's own, so it needs no mount and touches nobody else.
   */
  async fillDisk(forMs: number): Promise<void> {
    const limited = this.#postgresPids().filter((pid) => limitFiles(pid, "4194304"));
    if (limited.length === 0) throw new Error("The file size of PostgreSQL's processes could not be limited");
    await delay(forMs);
    for (const pid of this.#postgresPids()) limitFiles(pid, "unlimited");
    await this.databaseAnswers();
  }

  /** What schedules do every minute in life. */
  async sweep(): Promise<void> {
    const { client } = this.world;
    this.#sweeps += 1;
    await Promise.allSettled([
      client.schedule.getHandle("campaign-sweep").trigger(),
      client.workflow.start("unconfirmedSweep", {
        args: [{ timings: tortureTimings }],
        taskQueue: WORKFLOWS,
        workflowId: `torture/sweep/${this.#sweeps}`,
      }),
    ]);
  }

  /** Waits until the database takes questions again. */
  databaseAnswers(): Promise<unknown> {
    return waitUntil("PostgreSQL to be back", () => this.world.owner.query("select 1"), 120_000);
  }

  /** The postmaster and its children, from its own file and /proc. */
  #postgresPids(): number[] {
    const file = join(this.#services.services.runDirectory, "postgres", "cluster-18", "postmaster.pid");
    // A server that went down with a full disk has none until its supervisor has started it again.
    if (!existsSync(file)) return [];
    const postmaster = Number(readFileSync(file, "utf8").split("\n")[0]);
    const children = readdirSync("/proc").filter((name) => {
      if (!/^\d+$/.test(name)) return false;
      try {
        return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]) === postmaster;
      } catch {
        return false;
      }
    });
    return [postmaster, ...children.map(Number)];
  }
}

/** Only the process's own user may limit it: not even root may in every container. */
function limitFiles(pid: number, bytes: string): boolean {
  try {
    const { uid, gid } = statSync(`/proc/${pid}`);
    const prlimit = ["prlimit", "--pid", String(pid), `--fsize=${bytes}:`];
    const as = ["--reuid", String(uid), "--regid", String(gid), "--clear-groups"];
    const [program = "prlimit", ...args] =
      uid === process.getuid?.() ? prlimit : ["setpriv", ...as, ...prlimit];
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false; // it has ended meanwhile
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
