import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { initOrm } from "@packpost/db/orm";
import { seedLarge } from "@packpost/db/seed/seed-large";
import { connectTemporal, createWorkflowCalls } from "@packpost/workflows/client";
import pg from "pg";
import { createStepRunner } from "../../scripts/console/step.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { silent, staffContext } from "../support/contexts.ts";
import { createBenchCampaign } from "./campaign/create-bench-campaign.ts";
import { startSink } from "./campaign/start-sink.ts";
import { cpuBetween, readCpu } from "./profile/read-cpu.ts";
import { readTimeline } from "./texts/read-timeline.ts";

/**
 * `npm run bench -- texts [--texts 60] [--audience 100000] [--json]`: from the press on Send to the provider's having the text, at
 * rest and for as long as a campaign of another organisation is sent. A process that only takes what comes stands for the providers.
 * The last line is JSON.
 */
const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "60" },
    audience: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
  },
});
const [texts, audience] = [Number(values.texts), Number(values.audience)];
/** Four texts a second, as in a very busy hour. */
const PAUSE_MS = 250;
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
let known = 0;
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));
const sink = await startSink(0);
const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: true,
  ports: anyPorts,
  external: noExternalServices,
  seed: true,
  programs: ["api", "worker"],
  providerUrl: sink.url,
  step: createStepRunner(say),
  report: say,
});
process.env.TEMPORAL_ADDRESS = environment.temporalAddress;
const orm = await initOrm({ url: environment.databaseUrl });
const owner = new pg.Pool({ connectionString: environment.databaseOwnerUrl, max: 2 });
const client = connectTemporal();
try {
  const people = await textable();
  const idle = await measure("at rest", people, async () => true);
  const large = await seedLarge({
    orm,
    customers: audience,
    onlyGood: true,
    ownerUrl: environment.databaseOwnerUrl,
  });
  const { ctx, campaignId } = await createBenchCampaign(orm, large, 10_000);
  createWorkflowCalls(client)
    .wakeCampaign({ organisationId: ctx.organisationId, campaignId })
    .catch((error: unknown) => say(String(error)));
  const sent = () => sentOf(campaignId);
  for (let waited = 0; (await sent()) === 0 && waited < 1_200; waited++) await delay(100);
  const before = await sent();
  const beganAt = Date.now();
  const cpuBefore = readCpu();
  const busy = await measure("while a campaign runs", people, async () => (await sent()) < audience);
  const mailsMeanwhile = (await sent()) - before;
  say(`seconds of CPU: ${JSON.stringify(cpuBetween(cpuBefore, readCpu()))}`);
  const mailsPerSecond = Math.round((mailsMeanwhile / (Date.now() - beganAt)) * 1000);
  console.log(JSON.stringify({ bench: "texts", texts, audience, mailsPerSecond, idle, busy }));
} finally {
  await client.connection.close();
  await owner.end();
  await orm.close();
  await environment.stop();
  await sink.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}

/** People of Riverside with a number that may be texted. */
async function textable() {
  const { rows } = await owner.query<{
    id: string;
    family_id: string;
    organisation_id: string;
    staff: string;
  }>(
    `select customer.id, family_id, customer.organisation_id, (select id from staff_member where organisation_id = customer.organisation_id and role = 'owner') as staff
     from customer join texting on texting.organisation_id = customer.organisation_id
     where phone is not null and not exists (select from phone_number known where known.number = customer.phone and (opted_out_at is not null or state = 'not_textable'))
       and not exists (select from preference where customer_id = customer.id and channel = 'text') order by customer.id limit $1`,
    [texts],
  );
  return rows;
}

async function measure(
  name: string,
  people: Awaited<ReturnType<typeof textable>>,
  goesOn: () => Promise<boolean>,
) {
  const posted = new Map<string, number>();
  for (const { id: customerId, family_id: familyId, organisation_id, staff } of people) {
    if (!(await goesOn())) break;
    const tenant = { orm, organisationId: organisationIdFrom(organisation_id) };
    const { organisationId } = tenant;
    const workflows = createWorkflows({ organisationId, calls: createWorkflowCalls(client), log: silent });
    const ctx = { ...staffContext(tenant, staff), workflows };
    const threadId = await openThread({ ctx, input: { familyId } });
    const body = `Bench ${name} ${randomUUID()}`;
    posted.set(body, Date.now());
    const text = { customerId };
    await postMessage({
      ctx,
      input: { threadId, entryId: randomUUID(), body, attachmentIds: [], seenNumber: null, text },
    });
    await delay(PAUSE_MS);
  }
  known += posted.size;
  const taken = await takenAt(known);
  const sorted = [...posted]
    .flatMap(([body, at]) => {
      const takenMs = taken.get(body);
      return takenMs === undefined ? [] : [takenMs - at];
    })
    .toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  const result = { texts: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: sorted.at(-1) ?? null };
  say(`${name}: ${JSON.stringify(result)}`);
  await sayTimelines(posted, taken);
  return result;
}

/** Of the text in the middle, of the slow one at 95 % and of the slowest: where their time went. */
async function sayTimelines(posted: Map<string, number>, taken: Map<string, number>): Promise<void> {
  const { rows } = await owner.query<{ id: string; text: string; created_at: Date; claimed_at: Date }>(
    "select id, text, created_at, claimed_at from delivery where text = any ($1) and claimed_at is not null",
    [[...posted.keys()]],
  );
  const timed = rows
    .map(({ id: deliveryId, text, created_at: createdAt, claimed_at: claimedAt }) => {
      const [postedAt = 0, takenAt = 0] = [posted.get(text), taken.get(text)];
      return { deliveryId, postedAt, createdAt, claimedAt, takenAt };
    })
    .toSorted((one, other) => one.takenAt - one.postedAt - (other.takenAt - other.postedAt));
  for (const share of [0.5, 0.95, 1]) {
    const text = timed[Math.min(timed.length - 1, Math.floor(timed.length * share))];
    if (text) say(`  at ${share * 100} %: ${JSON.stringify(await readTimeline(client, text))}`);
  }
}

/** When the provider took each text, by its words and its own clock, which is this machine's. */
async function takenAt(wanted: number): Promise<Map<string, number>> {
  for (let waited = 0; ; waited++) {
    const found = new Map((await sink.texts()).map(({ body, at }) => [body, at]));
    if (waited === 100 || found.size >= wanted) return found;
    await delay(100);
  }
}

async function sentOf(campaignId: string): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as n from recipient where broadcast_id = $1 and sent_at is not null",
    [campaignId],
  );
  return rows[0]?.n ?? 0;
}
