import { closeSync, existsSync, openSync, readSync, statSync, truncateSync } from "node:fs";

const CHUNK = 4 * 1024 * 1024;

/**
 * Every whole line of a JSON-lines file with its offset. A last line without its newline is what a killed
 * process left half written: nothing was answered for it, so it is cut off.
 */
export function* readLines(path: string): Generator<{ offset: number; line: string }> {
  if (!existsSync(path)) return;
  const size = statSync(path).size;
  const fd = openSync(path, "r");
  let carried: Buffer = Buffer.alloc(0);
  let start = 0;
  try {
    for (let position = 0; position < size; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size - position));
      position += readSync(fd, chunk, 0, chunk.length, position);
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      let from = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
        yield { offset: start + from, line: bytes.toString("utf8", from, end) };
        from = end + 1;
      }
      carried = bytes.subarray(from);
      start += from;
    }
  } finally {
    closeSync(fd);
  }
  if (carried.length > 0) truncateSync(path, start);
}
