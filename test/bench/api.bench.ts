import { parseArgs } from "node:util";
import { createKey } from "@packpost/core/api-key/create-key";
import { initOrm, type Orm } from "@packpost/db/orm";
import { serveApi } from "../support/serve-api.ts";
import { startTestServices } from "../support/start-test-services.ts";
import { createAudience } from "./audience/create-audience.ts";
import { type CpuSeconds, cpuBetween, readCpu } from "./profile/read-cpu.ts";
import { readStatements, resetStatements } from "./profile/read-statements.ts";

/**
 * `npm run bench -- api [--n 100000] [--rows 20000] [--callers 2] [--profile] [--json]`: upserts over HTTP, 500 a call, into an organisation of this
 * size: customers that are new, changed, and as they were; outcomes read on. Against a durable PostgreSQL of its own; the api is in this
 * process, so what it costs is in the figures. At least 3,000 rows a second. `--profile` tells seconds of CPU by program and the statements
 * that took longest, those inside triggers too (which costs a little itself).
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "100000" },
    rows: { type: "string", default: "20000" },
    callers: { type: "string", default: "2" },
    profile: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const rows = Number(values.rows);
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const A_CALL = 500;

interface Caller {
  readonly url: string;
  readonly key: string;
}

async function call({ url, key }: Caller, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Sends all records, so many calls at a time. @returns rows a second */
async function send(caller: Caller, recordOf: (n: number) => object): Promise<number> {
  const batches = Array.from({ length: Math.ceil(rows / A_CALL) }, (_, n) => n);
  const startedMs = performance.now();
  const work = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const from = batch * A_CALL;
      const records = Array.from({ length: Math.min(A_CALL, rows - from) }, (_, n) => recordOf(from + n));
      await call(caller, "POST", "/customers/bulk", { records });
    }
  };
  await Promise.all(Array.from({ length: Number(values.callers) }, work));
  return Math.round((rows / (performance.now() - startedMs)) * 1000);
}

const customer = (lastName: string) => (n: number) => ({
  ...{ externalId: `bench-${n}`, firstName: `Person ${n}`, lastName },
  ...{
    email: `bench${n}@bench.example`,
    phone: `+1202${String(5_000_000 + (n % 4_000_000)).padStart(7, "0")}`,
  },
});

const started = await startTestServices(["db"], { durable: true, statistics: values.profile });
if (started === null) throw new Error("no database");
const { templateAppUrl, templateOwnerUrl } = started.services;
const orm: Orm = await initOrm({ url: templateAppUrl });
const api = await serveApi(templateAppUrl);
try {
  const { ctx } = await createAudience(orm, { customers: Number(values.n), ownerUrl: templateOwnerUrl });
  const scopes = ["customers:read", "customers:write", "outcomes:read"] as const;
  const { key } = await createKey({ ctx, input: { name: "Bench", scopes: [...scopes] } });
  const caller = { url: api.url, key };
  const perSecond: Record<string, number> = {};
  const cpu: Record<string, CpuSeconds> = {};
  for (const [what, recordOf] of [
    ["created", customer("New")],
    ["changed", customer("Changed")],
    ["unchanged", customer("Changed")],
  ] as const) {
    if (values.profile) await resetStatements(templateOwnerUrl);
    const before = readCpu();
    perSecond[what] = await send(caller, recordOf);
    cpu[what] = cpuBetween(before, readCpu());
    say(`${what}: ${perSecond[what]} rows/s, seconds of CPU ${JSON.stringify(cpu[what])}`);
    for (const { calls, totalMs, rows: n, statement } of values.profile
      ? await readStatements(templateOwnerUrl, 25)
      : [])
      say(`  ${totalMs} ms, ${calls} calls, ${n} rows: ${statement}`);
  }
  const startedMs = performance.now();
  for (let n = 0; n < 100; n++) await call(caller, "PUT", `/customers/bench-${n}`, { lastName: "One" });
  const putMs = (performance.now() - startedMs) / 100;
  say(`one PUT: ${putMs.toFixed(1)} ms`);
  console.log(
    JSON.stringify({
      ...{
        bench: "api",
        n: Number(values.n),
        rows,
        perSecond,
        cpuSeconds: cpu,
        putMs: Number(putMs.toFixed(1)),
      },
    }),
  );
} finally {
  await api.close();
  await orm.close(true);
  await started.stop();
}
