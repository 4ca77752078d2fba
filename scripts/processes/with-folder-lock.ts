import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { isAlive, readStartTime } from "./identify-process.ts";

const holder = z.object({ pid: z.int(), startedAt: z.string() });

/** Runs `work` while no other process of this clone does the same; a lock whose holder died is taken over. */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) await delay(200);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  const self = JSON.stringify({ pid: process.pid, startedAt: readStartTime(process.pid) ?? "" });
  try {
    writeFileSync(file, self, { flag: "wx" });
    return true;
  } catch {
    if (holderIsGone(file)) rmSync(file, { force: true });
    return false;
  }
}

function holderIsGone(file: string): boolean {
  try {
    return !isAlive(holder.parse(JSON.parse(readFileSync(file, "utf8"))));
  } catch {
    // Half-written by a process that was killed just then, or removed meanwhile.
    return true;
  }
}
