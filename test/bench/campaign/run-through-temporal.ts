import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import type { Orm } from "@packpost/db/orm";
import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { wakeCampaign } from "@packpost/workflows/client";
import { Client, Connection } from "@temporalio/client";
import type { Environment } from "../../../scripts/environment/start-environment.ts";
import { readTimeline } from "../profile/read-timeline.ts";
import type { BenchCampaign } from "./create-bench-campaign.ts";

/** Sends through the workflow and the worker process; the time runs from the wake to the end of the workflow. */
export async function runThroughTemporal(
  environment: Environment,
  workerUrl: string,
  orm: Orm,
  campaign: BenchCampaign,
) {
  const connection = await Connection.connect({ address: environment.temporalAddress });
  try {
    const client = new Client({ connection });
    const { organisationId } = campaign.ctx;
    const before = await readMetrics(workerUrl);
    const startedAt = performance.now();
    const startedAtClock = Date.now();
    await wakeCampaign(client, { organisationId, campaignId: campaign.campaignId });
    const handle = client.workflow.getHandle(campaignWorkflowId(campaign.campaignId));
    await handle.result();
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await readMetrics(workerUrl);
    const { historyLength } = await handle.describe();
    const broken = await checkInvariants({
      ctx: { ...campaign.ctx, orm },
      input: { campaignId: campaign.campaignId },
    });
    if (broken.length > 0) throw new Error(`invariants are broken: ${JSON.stringify(broken)}`);
    return {
      seconds,
      timeline: await readTimeline(handle, campaign, startedAtClock),
      historyEvents: historyLength,
      workerRssMb: Math.round(after.rssBytes / 1e6),
      workerCpuS: after.cpuSeconds - before.cpuSeconds,
    };
  } finally {
    await connection.close();
  }
}

async function readMetrics(workerUrl: string): Promise<{ rssBytes: number; cpuSeconds: number }> {
  const text = await (await fetch(`${workerUrl}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
  return { rssBytes: read("process_resident_memory_bytes"), cpuSeconds: read("process_cpu_seconds_total") };
}
