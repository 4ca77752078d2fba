import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BATCH, makeBatch } from "./make-batch.ts";

// Measures how fast the simulator takes batches of 500 messages of about 5 KB over real HTTP, each mail with its own
// address, ids and text. Run: node bench/measure-intake.ts [messages] [connections]
const total = Number(process.argv[2] ?? 100_000);
const connections = Number(process.argv[3] ?? 4);
const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
const base = { host: "127.0.0.1", port: 20_000 + Math.floor(Math.random() * 20_000) };
const startSimulator = async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts")], {
    env: { PORT: String(base.port), DATA_DIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
};
const simulator = await startSimulator();
const api = `http://${base.host}:${base.port}`;
await fetch(`${api}/_servers/bench`, { method: "PUT", body: JSON.stringify({ name: "Bench" }) });
await fetch(`${api}/_faults`, { method: "PUT", body: JSON.stringify({ webhooks: "off" }) });

const agent = new Agent({ keepAlive: true, maxSockets: connections });
let next = 0;

function send(body: Buffer): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const call = request(
    { ...base, agent, method: "POST", path: "/email/batch", headers: { "x-postmark-server-token": "bench" } },
    (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    },
  );
  call.on("error", reject);
  call.end(body);
  return promise;
}

async function sender(): Promise<void> {
  while (next < total) {
    const from = next;
    next += BATCH;
    const status = await send(makeBatch(from));
    if (status !== 200) throw new Error(`The simulator answered ${status}`);
  }
}

const startedMs = performance.now();
await Promise.all(Array.from({ length: connections }, sender));
const seconds = (performance.now() - startedMs) / 1000;
const summaryFrom = performance.now();
const summary = await (await fetch(`${api}/_ledger/summary?token=bench`)).text();
const summaryMs = performance.now() - summaryFrom;
const pageFrom = performance.now();
await (await fetch(`${api}/outbox`)).text();
const pageMs = performance.now() - pageFrom;
const status = readFileSync(`/proc/${simulator.pid}/status`, "utf8");
const rss = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
const stat = readFileSync(`/proc/${simulator.pid}/stat`, "utf8").split(" ");
simulator.kill("SIGTERM");
await once(simulator, "exit");
const restartFrom = performance.now();
const restarted = await startSimulator();
const restartMs = performance.now() - restartFrom;
process.stdout.write(
  `${JSON.stringify({
    bench: "sandbox-intake",
    n: total,
    bodyBytes: makeBatch(0).length / BATCH,
    perSecond: Math.round(total / seconds),
    simulatorCpuS: (Number(stat[13]) + Number(stat[14])) / 100,
    peakRssMb: Math.round(rss),
    ledgerMb: Math.round(statSync(join(folder, "ledger.sqlite")).size / 1e6),
    summaryMs: Math.round(summaryMs),
    outboxMs: Math.round(pageMs),
    restartMs: Math.round(restartMs),
  })}\n${summary}\n`,
);
restarted.kill("SIGTERM");
await once(restarted, "exit");
agent.destroy();
rmSync(folder, { recursive: true, force: true });
