import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { RegisteredProcess } from "./process-registry.ts";

export interface Reaper {
  /** What is to be ended when this process has gone, the last one first; it takes the place of what was told before. */
  tell(entries: readonly RegisteredProcess[]): void;
  /** Ends the reaper, and with it what it was last told of. */
  close(): void;
}

/** A process of its own that ends others as soon as this one has died, in whatever way; it keeps nobody alive. */
export function startReaper(): Reaper {
  const reaper = spawn(process.execPath, [fileURLToPath(new URL("./reaper.ts", import.meta.url))], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  reaper.on("error", () => undefined);
  reaper.stdin.on("error", () => undefined);
  reaper.unref();
  // A pipe is a socket in Node and would keep this process alive.
  if (reaper.stdin instanceof Socket) reaper.stdin.unref();
  return {
    tell: (entries) => void reaper.stdin.write(`${JSON.stringify(entries)}\n`),
    close: () => void reaper.stdin.end(),
  };
}
