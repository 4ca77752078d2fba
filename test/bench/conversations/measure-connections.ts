import { setTimeout as delay } from "node:timers/promises";
import { cpuBetween, readCpu } from "../profile/read-cpu.ts";
import { readMemoryMb } from "../profile/read-memory.ts";
import type { Score } from "./score.ts";
import type { StaffBrowser, Topic } from "./staff-browser.ts";

/** Until whatever opening them has left is over. */
const SETTLE_MS = 5_000;
/** Next names its process after itself and its version. */
const WEB = "next-server";

/**
 * Opens live connections, each with an inbox, what is unread and a thread of its own, while nothing happens: what one of them takes of the
 * web process's memory, and all of them of its processor.
 * @param open a browser and its topics, for each connection
 */
export async function measureConnections(
  score: Score,
  open: readonly { readonly browser: StaffBrowser; readonly topics: readonly Topic[] }[],
  signal: AbortSignal,
): Promise<void> {
  const before = readMemoryMb(WEB);
  const startedAt = performance.now();
  for (let at = 0; at < open.length; at += 20)
    await Promise.all(open.slice(at, at + 20).map(({ browser, topics }) => browser.listen(topics, signal)));
  const seconds = (performance.now() - startedAt) / 1000;
  await delay(SETTLE_MS);
  const cpuBefore = readCpu();
  await delay(10_000);
  const used = cpuBetween(cpuBefore, readCpu());
  const grown = ((readMemoryMb(WEB) - before) * 1024) / open.length;
  const percent = (program: string) =>
    Object.entries(used).reduce((sum, [name, cpu]) => (name.startsWith(program) ? sum + cpu * 10 : sum), 0);
  const note = `opened in ${seconds.toFixed(1)} s; the process had ${Math.round(before)} MB before`;
  score.add({ what: `${open.length} live connections: memory of each`, measured: grown, unit: "KB", note });
  score.add({
    what: `${open.length} live connections at rest: web, of one core`,
    measured: percent(WEB),
    unit: "%",
  });
  score.add({
    what: `${open.length} live connections at rest: PostgreSQL, of one core`,
    ...{ measured: percent("postgres"), unit: "%" },
  });
}
