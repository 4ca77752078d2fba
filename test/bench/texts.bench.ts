import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { seedLarge } from "@packpost/db/seed/seed-large";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { createBenchCampaign } from "./campaign/create-bench-campaign.ts";
import { cpuBetween, readCpu } from "./profile/read-cpu.ts";
import { measureTexts, textable } from "./texts/measure-texts.ts";
import { openBench } from "./texts/open-bench.ts";

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
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const { sink, ownerUrl, orm, owner, client, close } = await openBench({ say, throwaway: true });
try {
  const bench = { orm, owner, client, sink, say };
  const people = await textable(bench, texts);
  const idle = await measureTexts(bench, { name: "at rest", people, goesOn: async () => true });
  const large = await seedLarge({
    orm,
    customers: audience,
    onlyGood: true,
    ownerUrl,
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
  const busy = await measureTexts(bench, {
    ...{ name: "while a campaign runs", people },
    goesOn: async () => (await sent()) < audience,
  });
  const mailsMeanwhile = (await sent()) - before;
  say(`seconds of CPU: ${JSON.stringify(cpuBetween(cpuBefore, readCpu()))}`);
  const mailsPerSecond = Math.round((mailsMeanwhile / (Date.now() - beganAt)) * 1000);
  console.log(JSON.stringify({ bench: "texts", texts, audience, mailsPerSecond, idle, busy }));
} finally {
  await close();
}

async function sentOf(campaignId: string): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as n from recipient where broadcast_id = $1 and sent_at is not null",
    [campaignId],
  );
  return rows[0]?.n ?? 0;
}
