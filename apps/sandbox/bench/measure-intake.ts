import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

// How fast the simulator takes batches of 500 mails of 5 KB over HTTP, and what CPU that costs it. The batches are made
// before the clock starts. Run: node bench/measure-intake.ts [messages] [in flight] [another version's main.ts]
const BATCH = 500;
const [total = 100_000, inFlight = 16] = process.argv.slice(2, 4).map(Number);
const main = process.argv[4] ?? join(import.meta.dirname, "../src/main.ts");
const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const words = "the park opens again on saturday and we would be glad to see you and your dog there".split(
  " ",
);

/** Each mail has its own address, ids and order of words, so that nothing compresses better than in life. */
function makeBatch(from: number): Buffer {
  const attempt = randomUUID();
  const messages = Array.from({ length: BATCH }, (_, at) => {
    const text = Array.from({ length: 1020 }, (_, word) => words[(word * (at + 7)) % words.length]).join(" ");
    return {
      From: "Riverside <news@riverside.example>",
      To: `person${from + at}@example.org`,
      Subject: "Spring reopening",
      HtmlBody: `<p>Hello person ${from + at}</p><p>${text}</p><a href="https://example.org/u/${randomUUID()}">Unsubscribe</a>`,
      MessageStream: "broadcast",
      Tag: "bench",
      Metadata: { attempt, recipient: randomUUID() },
    };
  });
  return Buffer.from(JSON.stringify(messages));
}

async function startSimulator() {
  const env = { PORT: String(port), DATA_DIR: folder };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

/** User and system time of a process or thread, in ms. */
function cpuMs(path: string): number {
  const fields = readFileSync(`${path}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
function call(method: string, path: string, body?: Buffer | string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { "x-postmark-server-token": "bench" };
  request({ host: "127.0.0.1", port, agent, method, path, headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () =>
      response.statusCode === 200
        ? resolve(Buffer.concat(chunks).toString())
        : reject(new Error(`${path}: ${response.statusCode}`)),
    );
  })
    .on("error", reject)
    .end(body);
  return promise;
}

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return Math.round(performance.now() - from);
}

let left = 0;
async function send(count: number): Promise<void> {
  left = count;
  const sender = async () => {
    while (left-- > 0) await call("POST", "/email/batch", batches[left % batches.length]);
  };
  await Promise.all(Array.from({ length: inFlight }, sender));
}

const batches = Array.from({ length: 40 }, (_, at) => makeBatch(at * BATCH));
const simulator = await startSimulator();
await call("PUT", "/_servers/bench", JSON.stringify({ name: "Bench" }));
await send(40);
const proc = `/proc/${simulator.pid}`;
const before = [cpuMs(proc), cpuMs(`${proc}/task/${simulator.pid}`)] as const;
const count = Math.round(total / BATCH);
const ms = await timeMs(() => send(count));
const after = [cpuMs(proc), cpuMs(`${proc}/task/${simulator.pid}`)] as const;
const summaryMs = await timeMs(() => call("GET", "/_ledger/summary?token=bench"));
const outboxMs = await timeMs(() => call("GET", "/outbox"));
const rss = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`${proc}/status`, "utf8"))?.[1] ?? 0) / 1024;
simulator.kill("SIGTERM");
await once(simulator, "exit");
const diskMb = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size / 1e6, 0);
const restartMs = await timeMs(async () => {
  const restarted = await startSimulator();
  restarted.kill("SIGTERM");
  await once(restarted, "exit");
});
const figures = {
  bench: "sandbox-intake",
  n: count * BATCH,
  bodyBytes: (batches[0]?.length ?? 0) / BATCH,
  perSecond: Math.round((count * BATCH) / (ms / 1000)),
  cpuMsPerBatch: Number(((after[0] - before[0]) / count).toFixed(1)),
  mainThreadMsPerBatch: Number(((after[1] - before[1]) / count).toFixed(1)),
  peakRssMb: Math.round(rss),
  diskMb: Math.round(diskMb),
  summaryMs,
  outboxMs,
  restartMs,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
agent.destroy();
rmSync(folder, { recursive: true, force: true });
