import { readFileSync } from "node:fs";
import { readPrograms } from "./read-cpu.ts";

/** Memory of our programs whose name begins so, in megabytes. Linux only (`/proc`), as readCpu. */
export function readMemoryMb(program: string): number {
  return readPrograms()
    .filter(({ name }) => name.startsWith(program))
    .reduce((sum, { pid }) => sum + memoryMbOf(pid), 0);
}

function memoryMbOf(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // ended meanwhile
  }
}
