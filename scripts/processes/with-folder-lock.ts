import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  const own = `${file}.${process.pid}`;
  writeFileSync(own, self);
  try {
    // Creating a link is atomic and fails when the lock exists; its content is complete from the start.
    linkSync(own, file);
    return true;
  } catch {
    if (holderIsGone(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function holderIsGone(file: string): boolean {
  try {
    return !isAlive(holder.parse(JSON.parse(readFileSync(file, "utf8"))));
  } catch {
    // Given back meanwhile: the next try takes it.
    return false;
  }
}
