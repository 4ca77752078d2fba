import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { DEFAULT_TIMINGS, DEFAULT_WINDOW } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import { createProviderChoice } from "../../../apps/worker/src/choose-provider.ts";
import { createWorkerContext } from "../../../apps/worker/src/worker-context.ts";
import type { Environment } from "../../../scripts/environment/start-environment.ts";
import { quietCalls, silent } from "../../support/contexts.ts";
import { memoryStorage } from "../../support/memory-storage.ts";
import type { BenchCampaign } from "./create-bench-campaign.ts";

export interface Round {
  readonly seconds: number;
  readonly snapshotSeconds?: number;
  /** What happened when. */
  readonly timeline?: readonly string[];
}

/** The same verbs in the same order and window as the workflow's, called one after the other in this process. */
export async function runBare(environment: Environment, orm: Orm, campaign: BenchCampaign): Promise<Round> {
  const sandboxUrl = environment.connections.SANDBOX_URL;
  const chooseProvider = createProviderChoice({ sandboxUrl, apiUrl: "", serverToken: undefined });
  const { authSecret } = environment.secrets;
  const ctx = createWorkerContext({
    orm,
    chooseProvider,
    appUrl: "http://localhost",
    apiUrl: "http://api.packpost.test",
    authSecret,
    storage: memoryStorage(),
    log: silent,
    calls: quietCalls,
    realMail: false,
  })(campaign.ctx.organisationId);
  const input = { broadcastId: campaign.campaignId, timings: DEFAULT_TIMINGS };
  const startedAt = performance.now();
  let snapshotSeconds = 0;
  for (;;) {
    const step = await nextStep({ ctx, input });
    if (step.do === "snapshot") {
      const began = performance.now();
      await snapshotAudience({ ctx, input });
      snapshotSeconds = (performance.now() - began) / 1000;
    } else if (step.do === "finish") await finishBroadcast({ ctx, input });
    else if (step.do === "end") return { seconds: (performance.now() - startedAt) / 1000, snapshotSeconds };
    else if (step.do === "send") {
      const queue = [...step.slices];
      const lane = async () => {
        for (let slice = queue.shift(); slice !== undefined; slice = queue.shift())
          await sendSlice({ ctx, input: { ...input, slice, callMs: DEFAULT_TIMINGS.callMs } });
      };
      await Promise.all(Array.from({ length: DEFAULT_WINDOW }, lane));
    } else {
      const { rows } = await inOrganisation(orm, campaign.ctx.organisationId, (em) =>
        sql`select pause_reason from broadcast where id = ${campaign.campaignId}`.execute(em.getKysely()),
      );
      throw new Error(`the bare loop met ${JSON.stringify(step)}: ${JSON.stringify(rows)}`);
    }
  }
}
