import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../../scripts/ports.ts";
import { devServerArguments } from "../../scripts/temporal/dev-server-arguments.ts";
import { isNamespaceReady } from "../../scripts/temporal/is-namespace-ready.ts";
import { resolveTemporal } from "../../scripts/temporal/resolve.ts";
import { tieChild } from "./tie-child.ts";
import { waitUntil } from "./wait-until.ts";

/** A Temporal development server that a test may kill and start again on the same file and port. */
export class OwnTemporal {
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #port = 0;

  readonly #settings: readonly string[];

  /**
   * @param directory where its file and its log are put
   * @param settings dynamic configuration, `key=value`
   */
  constructor(directory: string, settings: readonly string[] = []) {
    this.#directory = directory;
    this.#settings = settings.flatMap((setting) => ["--dynamic-config-value", setting]);
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const { path } = await resolveTemporal();
    if (this.#port === 0) this.#port = await findFreePort(0);
    const file = this.#file();
    const log = openSync(`${file}.log`, "a");
    const settings = [...devServerArguments({ file, port: this.#port, uiPort: null }), ...this.#settings];
    this.#child = spawn(path, settings, { stdio: ["ignore", log, log] });
    tieChild(this.#child, "Temporal");
    await waitUntil("Temporal", () => isNamespaceReady(this.address));
  }

  /** Killed, its data gone, and there again on the same port: what a lost disk does. */
  async loseData(): Promise<void> {
    await this.kill();
    for (const part of ["", "-wal", "-shm"]) rmSync(`${this.#file()}${part}`, { force: true });
    await this.start();
  }

  #file(): string {
    return join(this.#directory, `own-temporal-${this.#port}.db`);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}
