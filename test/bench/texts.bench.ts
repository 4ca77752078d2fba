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
import * as z from "zod";
import { createStepRunner } from "../../scripts/console/step.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { silent, staffContext } from "../support/contexts.ts";
import { createBenchCampaign } from "./campaign/create-bench-campaign.ts";

/**
 * `npm run bench -- texts [--texts 60] [--audience 100000] [--json]`: from the press on Send to the provider's having the text, at
 * rest and while a campaign of another organisation runs. The last line is JSON.
 */
const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "60" },
    audience: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
  },
});
const [texts, audience] = [Number(values.texts), Number(values.audience)];
/** Two texts a second, as in a busy hour. */
const PAUSE_MS = 500;
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));
const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: true,
  ports: anyPorts,
  external: noExternalServices,
  seed: true,
  programs: ["simulator", "api", "worker"],
  step: createStepRunner(say),
  report: say,
});
process.env.TEMPORAL_ADDRESS = environment.temporalAddress;
const orm = await initOrm({ url: environment.databaseUrl });
const owner = new pg.Pool({ connectionString: environment.databaseOwnerUrl, max: 2 });
const client = connectTemporal();
try {
  const people = await textable();
  const idle = await measure("at rest", people);
  const large = await seedLarge({
    orm,
    customers: audience,
    onlyGood: true,
    ownerUrl: environment.databaseOwnerUrl,
  });
  await fetch(`${environment.simulatorUrl}/_servers/sandbox-${large.organisationId}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Bench" }),
  });
  const { ctx, campaignId } = await createBenchCampaign(orm, large, 10_000);
  createWorkflowCalls(client)
    .wakeCampaign({ organisationId: ctx.organisationId, campaignId })
    .catch((error: unknown) => say(String(error)));
  const sent = () => sentOf(campaignId);
  for (let waited = 0; (await sent()) === 0 && waited < 120; waited++) await delay(1_000);
  const before = await sent();
  const busy = await measure("while a campaign runs", people);
  const mailsMeanwhile = (await sent()) - before;
  console.log(JSON.stringify({ bench: "texts", texts, audience, mailsMeanwhile, idle, busy }));
} finally {
  await client.connection.close();
  await owner.end();
  await orm.close();
  await environment.stop();
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

async function measure(name: string, people: Awaited<ReturnType<typeof textable>>) {
  const posted = new Map<string, number>();
  for (const { id: customerId, family_id: familyId, organisation_id, staff } of people) {
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
  const taken = await takenAt(people[0]?.organisation_id ?? "", posted.size);
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
  return result;
}

/** When the provider took each text, by its words and its own clock, which is this machine's. */
async function takenAt(organisationId: string, wanted: number): Promise<Map<string, number>> {
  const itemsSchema = z.object({
    items: z.array(z.object({ subject: z.string(), acceptedAt: z.coerce.date() })),
  });
  for (let waited = 0; ; waited++) {
    const asked = await fetch(
      `${environment.simulatorUrl}/_ledger?token=sandbox-${organisationId}&channel=sms&limit=1000`,
    );
    const { items } = itemsSchema.parse(await asked.json());
    const found = new Map(items.map(({ subject, acceptedAt }) => [subject, acceptedAt.getTime()]));
    if (waited === 100 || [...found.keys()].filter((body) => body.startsWith("Bench")).length >= wanted)
      return found;
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
