import { readFileSync } from "node:fs";

/** The last lines a process wrote to its log since `offset` (bytes), at most 12. */
export function readLogTail(file: string, offset: number): string {
  try {
    const text = readFileSync(file).subarray(offset).toString("utf8");
    return text.trim().split("\n").slice(-12).join("\n");
  } catch {
    return "";
  }
}
