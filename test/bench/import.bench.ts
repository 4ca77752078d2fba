import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { getImport } from "@packpost/core/customer-import/read-imports";
import { confirmImport, lookAtImport, undoImport } from "@packpost/core/customer-import/start-import";
import { uploadImport } from "@packpost/core/customer-import/upload-import";
import { upsertRecords } from "@packpost/core/customer-import/upsert/upsert-records";
import { workImport } from "@packpost/core/customer-import/work-import";
import { initOrm, type Orm } from "@packpost/db/orm";
import { openStorage } from "@packpost/storage/open-storage";
import { systemContext } from "../support/contexts.ts";
import { startTestServices } from "../support/start-test-services.ts";
import { type BenchAudience, createAudience } from "./audience/create-audience.ts";

/**
 * `npm run bench -- import [--n 200000] [--there 100000] [--notes 11] [--undo] [--json]`: a file of so many rows into an organisation of this size, a
 * tenth of them people who are there already: the upload, the dry run, the run, the same file again, its undoing, and the same verb in
 * batches of 500 as the API has it, against a durable PostgreSQL of its own. 200,000 rows must be imported in 3 minutes with flat memory;
 * with 2,500 letters of notes a row (`--notes`) the file has the 500 MB that are the most.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "200000" },
    there: { type: "string", default: "100000" },
    notes: { type: "string", default: "11" },
    undo: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const n = Number(values.n);
const there = Number(values.there);
const notes = "n".repeat(Number(values.notes));
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));

/** The rows of a file, some kB at a time. */
async function* pieces(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("ID,First name,Last name,Email,Phone,Family ID,Notes\n");
  for (let from = 0; from < n; from += 500) {
    const lines = Array.from({ length: Math.min(500, n - from) }, (_none, place) => {
      const at = from + place;
      const isKnown = at % 10 === 0 && at < there;
      const email = isKnown ? `person${at + 1}@large.example` : `import${at}@file.example`;
      const name = isKnown ? "" : `Ada ${at % 1000}`;
      const phone = `+1${2_022_000_000 + at}`;
      return `c-${at},${name},${isKnown ? "" : `Person${at}`},${email},${phone},${isKnown ? "" : `f-${at >> 1}`},"${notes}"`;
    });
    yield encoder.encode(`${lines.join("\n")}\n`);
  }
}

async function measure({ ctx }: BenchAudience, folder: string) {
  const storage = openStorage({ kind: "folder", path: folder });
  const mine = { ...ctx, storage };
  const worker = { ...systemContext({ orm: ctx.orm, organisationId: ctx.organisationId }), storage };
  const seconds: Record<string, number> = {};
  let mostMb = 0;
  const watch = setInterval(() => {
    mostMb = Math.max(mostMb, process.memoryUsage().rss / 1_048_576);
  }, 200);
  const timed = async (what: string, work: () => Promise<void>) => {
    const from = performance.now();
    await work();
    seconds[what] = (performance.now() - from) / 1000;
    say(
      `${what}: ${seconds[what]?.toFixed(1)} s, ${Math.round(n / (seconds[what] ?? 1))} rows/s, ${Math.round(mostMb)} MB at most`,
    );
  };
  const begin = async (importId: string, start: typeof lookAtImport) => {
    const { revision } = await getImport({ ctx, input: { importId } });
    await start({ ctx, input: { importId, seenRevision: revision } });
    const input = { importId, revision: revision + 1 };
    while ((await workImport({ ctx: worker, input })).do === "again");
    const { state, counts, trouble } = await getImport({ ctx, input: { importId } });
    say(`  ${state} ${JSON.stringify(counts)} ${trouble ?? ""}`);
  };
  let importId = "";
  const upload = async () => {
    const input = { noun: "customer" as const, fileName: "large.csv", pieces: pieces() };
    importId = (await uploadImport({ ctx: mine, input })).importId;
  };
  await timed("upload", upload);
  await timed("dryRun", () => begin(importId, lookAtImport));
  await timed("run", () => begin(importId, confirmImport));
  const first = importId;
  await upload();
  await timed("again", () => begin(importId, lookAtImport));
  const batches = 20;
  const from = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    const records = Array.from({ length: 500 }, (_none, at) => ({
      ...{ externalId: `api-${batch}-${at}`, firstName: "Api", email: `api${batch}-${at}@file.example` },
    }));
    await upsertRecords({ ctx, input: { noun: "customer", records, dryRun: false } });
  }
  const apiPerSecond = Math.round((batches * 500) / ((performance.now() - from) / 1000));
  say(`upserts of 500: ${apiPerSecond}/s`);
  if (values.undo) await timed("undo", () => begin(first, undoImport));
  clearInterval(watch);
  return { seconds, perSecond: Math.round(n / (seconds.run ?? 1)), apiPerSecond, rssMb: Math.round(mostMb) };
}

const started = await startTestServices(["db"], { durable: true });
if (started === null) throw new Error("no database");
const { templateAppUrl, templateOwnerUrl } = started.services;
const orm: Orm = await initOrm({ url: templateAppUrl });
const folder = await mkdtemp(join(tmpdir(), "packpost-import-"));
try {
  const audience = await createAudience(orm, { customers: there, ownerUrl: templateOwnerUrl });
  say(`${there} customers in ${audience.large.seconds.toFixed(1)} s`);
  console.log(JSON.stringify({ bench: "import", n, there, ...(await measure(audience, folder)) }));
} finally {
  await rm(folder, { recursive: true });
  await orm.close(true);
  await started.stop();
}
