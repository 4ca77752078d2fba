import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Storage } from "@packpost/storage/storage";
import { type ParsedPart, type ParseOrder, parsedPartSchema } from "./parse-order.ts";
import { partName } from "./part-name.ts";

/** Without an answer of the reading process, in milliseconds: what takes longer has met a file made for it. */
const silenceMs = 60_000;

/** A file that cannot be read any further; its message is a sentence for people. */
export class UnreadableFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnreadableFile";
  }
}

/**
 * The rows of a kept file, so many at a time, read by a process of its own with 192 MB at most; it waits for whoever takes them, so
 * memory stays flat however large the file is. Ended early it is killed.
 * @throws {UnreadableFile} where the file cannot be read, or takes too long
 */
export async function* openRows(
  storage: Storage,
  file: { readonly fileKey: string; readonly parts: number },
  order: ParseOrder,
): AsyncGenerator<Extract<ParsedPart, { kind: "rows" }>> {
  const child = spawn(process.execPath, ["--max-old-space-size=192", mainFile(), JSON.stringify(order)], {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.on("error", () => undefined); // its output ends, which says the same
  child.stdin.on("error", () => undefined);
  let feedFault: unknown;
  const feeding = feed();
  feeding.catch((error: unknown) => {
    feedFault = error;
    child.kill("SIGKILL");
  });
  let timer: NodeJS.Timeout | undefined;
  const patient = () => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), silenceMs);
  };
  try {
    patient();
    let rest = "";
    child.stdout.setEncoding("utf8");
    for await (const text of child.stdout as AsyncIterable<string>) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      clearTimeout(timer);
      for (const line of lines) {
        const part = parsedPartSchema.parse(JSON.parse(line));
        if (part.kind === "fault") throw new UnreadableFile(part.fault);
        if (part.kind === "end") return;
        yield part;
      }
      patient();
    }
    if (feedFault !== undefined) throw feedFault;
    throw new UnreadableFile("The file takes too long to read, or too much memory: it is no usual table.");
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }

  async function feed(): Promise<void> {
    for (let part = 0; part < file.parts; part += 1) {
      const bytes = await storage.get(partName(file.fileKey, part));
      if (bytes === null) throw new UnreadableFile("The file is not kept any more. Drop it again.");
      if (child.stdin.destroyed) return;
      if (!child.stdin.write(bytes)) await drained();
    }
    child.stdin.end();
  }

  function drained(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        child.stdin.off("drain", goOn).off("close", goOn);
        resolve();
      };
      child.stdin.on("drain", goOn).on("close", goOn);
    });
  }
}

/** Found at run time, from wherever the process was started: a bundler must not take the file for its own. */
function mainFile(): string {
  const { resolve } = createRequire(join(process.cwd(), "package.json"));
  return resolve("@packpost/core/customer-import/file/parse-main");
}
