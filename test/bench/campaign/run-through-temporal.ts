import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import type { Orm } from "@packpost/db/orm";
import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { wakeCampaign } from "@packpost/workflows/client";
import { Client, Connection } from "@temporalio/client";
import type { Environment } from "../../../scripts/environment/start-environment.ts";
import { cpuBetween, readCpu } from "../profile/read-cpu.ts";
import { readMemoryMb } from "../profile/read-memory.ts";
import { readTimeline } from "../profile/read-timeline.ts";
import type { BenchCampaign } from "./create-bench-campaign.ts";

/** The worker and its process for mass mail. */
const WORKER = "worker";

/** Sends through the workflow and the worker process; the time runs from the wake to the end of the workflow. */
export async function runThroughTemporal(environment: Environment, orm: Orm, campaign: BenchCampaign) {
  const connection = await Connection.connect({ address: environment.temporalAddress });
  try {
    const client = new Client({ connection });
    const { organisationId } = campaign.ctx;
    const before = readCpu();
    const startedAt = performance.now();
    const startedAtClock = Date.now();
    await wakeCampaign(client, { organisationId, campaignId: campaign.campaignId });
    const handle = client.workflow.getHandle(campaignWorkflowId(campaign.campaignId));
    await handle.result();
    const seconds = (performance.now() - startedAt) / 1000;
    const used = cpuBetween(before, readCpu());
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
      workerRssMb: Math.round(readMemoryMb(WORKER)),
      workerCpuS: used[WORKER] ?? 0,
    };
  } finally {
    await connection.close();
  }
}
