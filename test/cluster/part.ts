import type { ProcessRegistry } from "../../scripts/processes/process-registry.ts";
import {
  type ProcessSpec,
  type RunningProcess,
  startProcess,
} from "../../scripts/processes/start-process.ts";

/** One process of the installation, which nothing starts again by itself. */
export class Part {
  readonly #spec: ProcessSpec;
  readonly #registry: ProcessRegistry;
  #running: RunningProcess | undefined;

  constructor(spec: ProcessSpec, registry: ProcessRegistry) {
    this.#spec = spec;
    this.#registry = registry;
  }

  get name(): string {
    return this.#spec.name;
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    this.#running = await startProcess(this.#spec, this.#registry);
  }

  /** As when its machine loses power: it and what it has started, without a word. */
  async kill(): Promise<void> {
    const { pid, exited } = this.#present();
    process.kill(-pid, "SIGKILL");
    await exited;
  }

  /** As a new version comes: it is asked to stop, finishes what it has in hand, and another takes its place. @returns seconds until it had ended */
  async replace(): Promise<number> {
    const startedAt = performance.now();
    await this.#present().stop();
    const seconds = (performance.now() - startedAt) / 1_000;
    await this.start();
    return seconds;
  }

  #present(): RunningProcess {
    if (this.#running === undefined) throw new Error(`${this.name} does not run`);
    return this.#running;
  }
}
