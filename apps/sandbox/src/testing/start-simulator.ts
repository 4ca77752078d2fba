import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerClient } from "postmark";
import twilio, { type Twilio } from "twilio";
import { z } from "zod";

/** A simulator in its own process with its own data, as the tests meet it: over HTTP. */
export class Simulator {
  readonly folder = mkdtempSync(join(tmpdir(), "sandbox-test-"));
  #process: ChildProcess | undefined;
  #port = 0;
  readonly #onStart: (child: ChildProcess) => void;

  /** @param onStart is told of each process that it starts */
  constructor(onStart: (child: ChildProcess) => void = () => undefined) {
    this.#onStart = onStart;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it on a free port; a second start goes on with the same data. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, [join(import.meta.dirname, "../main.ts")], {
      env: {
        PORT: "0",
        DATA_DIR: this.folder,
        SPEED: "20",
        SEARCH_LAG_MS: "0",
        ...env,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#process = child;
    this.#onStart(child);
    const [line] = await once(child.stdout, "data");
    this.#port = Number(/:(\d+),/.exec(String(line))?.[1]);
  }

  /** Ends it and waits until it is gone; answers with its exit code. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(this.url + path, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The official client, against a server of that token (created if need be). */
  async client(token: string, settings: object = {}): Promise<ServerClient> {
    await this.call("PUT", `/_servers/${token}`, { name: token, ...settings });
    return new ServerClient(token, {
      requestHost: this.url.replace("http://", ""),
      useHttps: false,
      timeout: 5,
    });
  }

  /** The official client of texts, against the account of that server (created if need be). */
  async texter(token: string, settings: object = {}): Promise<Twilio> {
    const server = await this.call("PUT", `/_servers/${token}`, { name: token, ...settings });
    const { accountSid } = z.looseObject({ accountSid: z.string() }).parse(server);
    const httpClient = new twilio.RequestClient({ timeout: 5_000 });
    httpClient.axios.interceptors.request.use((config) => ({
      ...config,
      url: (config.url ?? "").replace("https://api.twilio.com", this.url),
    }));
    return new twilio.Twilio(accountSid, token, { httpClient });
  }
}
