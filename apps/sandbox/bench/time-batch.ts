import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnv } from "../src/env.ts";
import { parseJson } from "../src/http/read-body.ts";
import { draftMessage } from "../src/postmark/draft-message.ts";
import { batchSchema } from "../src/postmark/message.ts";
import { Query } from "../src/postmark/query.ts";
import { sendBatch } from "../src/postmark/send.ts";
import { openSandbox } from "../src/sandbox.ts";
import { BATCH, makeBatch } from "./make-batch.ts";

// Where the time of a batch of 500 mails of 5 KB goes, without HTTP, in milliseconds of this thread's CPU (a crowded
// machine does not change it). Run: node bench/time-batch.ts [rounds]
const rounds = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
const sandbox = openSandbox(readEnv({ DATA_DIR: folder }));
const server = sandbox.servers.put("bench", { name: "Bench" });
const query = new Query(new URLSearchParams(), 700);
const spentMs: Record<string, number> = {};

function time<T>(step: string, work: () => T): T {
  const from = process.threadCpuUsage();
  const result = work();
  const now = process.threadCpuUsage();
  const ms = (now.user + now.system - from.user - from.system) / 1000 / rounds;
  spentMs[step] = (spentMs[step] ?? 0) + ms;
  return result;
}

for (let round = 0; round < rounds; round++) {
  const raw = makeBatch(2 * round * BATCH);
  const body = time("parse", () => parseJson(raw));
  const messages = time("check", () => batchSchema.parse(body));
  const drafts = time("draft", () =>
    messages.flatMap((message, place) => {
      const drafted = draftMessage(sandbox, server, message, place);
      return "draft" in drafted ? [drafted.draft] : [];
    }),
  );
  const life = { speed: 1, needsTimer: () => false };
  time("insert", () =>
    sandbox.ledger.append({ channel: "email", token: "bench", at: Date.now() }, raw, drafts, life),
  );
  const other = makeBatch((2 * round + 1) * BATCH);
  const answer = time("whole", () => sendBatch({ sandbox, server, raw: other, query, param: () => "" }));
  time("answer", () => JSON.stringify(answer));
}
sandbox.stop();
rmSync(folder, { recursive: true });
process.stdout.write(
  `${JSON.stringify({ bench: "sandbox-batch", n: rounds * BATCH * 2, perSecond: Math.round((BATCH / ((spentMs.whole ?? 0) + (spentMs.answer ?? 0))) * 1000), spentMs })}\n`,
);
