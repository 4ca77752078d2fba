import { readFileSync } from "node:fs";

/** The last lines a process wrote to its log since `offset` (bytes), at most `most`. */
export function readLogTail(file: string, offset: number, most = 12): string {
  try {
    const text = readFileSync(file).subarray(offset).toString("utf8");
    return text.trim().split("\n").slice(-most).join("\n");
  } catch {
    return "";
  }
}
