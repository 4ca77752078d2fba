import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Sink {
  readonly url: string;
  /** What it has taken so far. */
  count(): Promise<{ mails: number; bytes: number }>;
  /** The texts that it has taken, each with when it came, in milliseconds. */
  texts(): Promise<{ body: string; to: string; at: number }[]>;
  stop(): Promise<void>;
}

/** Starts the provider that only takes mail, as a process of its own. @param callMs time from a call to its answer */
export async function startSink(callMs: number): Promise<Sink> {
  const child = fork(fileURLToPath(new URL("./sink-main.ts", import.meta.url)), {
    env: { ...process.env, CALL_MS: String(callMs) },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  if (child.stdout === null) throw new Error("the sink has no output");
  const [line] = await once(child.stdout, "data");
  const url = `http://127.0.0.1:${Number(String(line))}`;
  return {
    url,
    count: async () => (await fetch(`${url}/_count`)).json() as Promise<{ mails: number; bytes: number }>,
    texts: async () =>
      (await fetch(`${url}/_texts`)).json() as Promise<{ body: string; to: string; at: number }[]>,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
