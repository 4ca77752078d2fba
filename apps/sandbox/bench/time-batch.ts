import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { readEnv } from "../src/env.ts";
import { parseJson } from "../src/postmark/call.ts";
import { draftMessage } from "../src/postmark/draft-message.ts";
import { batchSchema } from "../src/postmark/message.ts";
import { Query } from "../src/postmark/query.ts";
import { sendBatch } from "../src/postmark/send.ts";
import { openSandbox } from "../src/sandbox.ts";

const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
const sandbox = openSandbox(readEnv({ DATA_DIR: folder }));
const server = sandbox.servers.put("bench", { name: "Bench" });
const words =
  "the park opens again on saturday and we would be glad to see you and your dog there please".split(" ");
const text = Array.from({ length: 850 }, (_, at) => words[(at * 7) % words.length]).join(" ");
const BATCH = 500;
function batch(from: number): Buffer {
  const attempt = randomUUID();
  return Buffer.from(
    JSON.stringify(
      Array.from({ length: BATCH }, (_, at) => ({
        From: "Riverside <news@riverside.example>",
        To: `person${from + at}@example.org`,
        Subject: "Spring reopening",
        HtmlBody: `<p>Hello person ${from + at}</p><p>${text}</p><a href="https://example.org/u/${randomUUID()}">Unsubscribe</a>`,
        MessageStream: "broadcast",
        Tag: "bench",
        Metadata: { attempt, recipient: randomUUID() },
      })),
    ),
  );
}
function cpuMs(): number { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; }
const times = new Map<string, number[]>();
function time<T>(name: string, work: () => T): T {
  const from = cpuMs();
  const result = work();
  const list = times.get(name) ?? [];
  list.push(cpuMs() - from);
  times.set(name, list);
  return result;
}
for (let round = 0; round < Number(process.argv[2] ?? 200); round++) {
  const raw = batch(round * BATCH);
  const body = time("parse", () => parseJson(raw));
  const parsed = time("check types", () => batchSchema.parse(body));
  const drafts = time("draft", () =>
    parsed.map((m, i) => draftMessage(sandbox, server, m, i)).flatMap((e) => ("draft" in e ? [e.draft] : [])),
  );
  time("zstd", () => zstdCompressSync(raw, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }));
  time("append", () =>
    sandbox.ledger.append("email", "bench", Date.now(), raw, drafts, {
      speed: 1,
      needsTimer: (k) => k.includes("bounce"),
    }),
  );
  const raw2 = batch(1e7 + round * BATCH);
  const answer = time("whole", () =>
    sendBatch({ sandbox, server, raw: raw2, query: new Query(new URLSearchParams(), 1), param: () => "" }),
  );
  time("answer", () => JSON.stringify(answer));
}
for (const [name, list] of times) {
  list.sort((a, b) => a - b);
  console.log(
    name.padEnd(14),
    "p10",
    list[Math.floor(list.length * 0.1)]?.toFixed(2),
    "median",
    list[Math.floor(list.length / 2)]?.toFixed(2),
  );
}
sandbox.stop();
rmSync(folder, { recursive: true });
