import type { StopWatch } from "./stop-watch.ts";

/** Takes a file's pages as a browser would, each rendered as text, and tells lines, its first page (a figure of its own) and memory. */
export async function measureFile<Line>(
  watch: StopWatch,
  what: string,
  open: () => Promise<{ pages: AsyncGenerator<Line[]> }>,
): Promise<void> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  let firstMs = 0;
  await watch.once(
    what,
    async () => {
      let lines = 0;
      let top = before;
      for await (const page of (await open()).pages) {
        if (lines === 0) firstMs = performance.now() - startedAt;
        lines += page.length;
        JSON.stringify(page);
        top = Math.max(top, process.memoryUsage().rss);
        await new Promise((resolve) => setImmediate(resolve)); // as between two chunks of an answer
      }
      return { lines, grownMb: Math.round((top - before) / 1e6) };
    },
    ({ lines, grownMb }) => `${lines} lines, memory +${grownMb} MB`,
  );
  watch.note(`${what}, first page`, firstMs);
}
