import { fork } from "node:child_process";
import { join } from "node:path";
import type * as z from "zod";
import { type Load, loadResultSchema } from "./load-main.ts";

export type LoadResult = z.infer<typeof loadResultSchema>;

/**
 * Tells events over HTTP from a process of its own.
 * @throws Error when any of them was refused
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, "load-main.ts"));
  const answered = new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The load generator ended with ${code}`)));
  });
  child.send(load);
  const result = loadResultSchema.parse(await answered);
  if (result.refused > 0) throw new Error(`${result.refused} events were refused`);
  return result;
}
