import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "../console/explain-failure.ts";
import type { StepRunner } from "../console/step.ts";
import type { Environment } from "../environment/start-environment.ts";
import { awaitOutcome } from "./await-outcome.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { demoCampaign, sendDemoCampaign } from "./send-campaign.ts";
import { signIn } from "./web-session.ts";

/** The pass of the demo organisation that most people hold. */
export const demoPass = "2027 Off-leash pass";
const reportsMs = 4_000;

/**
 * On first start: sends one demo campaign through the whole system, by the doors that a person would use,
 * and prints what became of everybody. Later starts leave it alone.
 */
export async function sendFirstCampaign(
  environment: Environment,
  dataDirectory: string,
  step: StepRunner,
  stop: AbortSignal,
): Promise<void> {
  const marker = join(dataDirectory, "first-campaign.json");
  const owner = environment.staff.find(({ role }) => role === "owner");
  const { webUrl } = environment;
  if (!webUrl || !owner || existsSync(marker)) return;
  const sending = step(
    demoCampaign.name,
    async (progress) => {
      const session = await signIn(webUrl, owner.email, owner.password);
      const campaignId = await sendDemoCampaign(session, demoPass);
      writeFileSync(marker, JSON.stringify({ campaignId }));
      const outcome = await awaitOutcome(session, campaignId, reportsMs, progress, stop);
      return `${describeOutcome(outcome)}, why: ${webUrl}/campaigns/${campaignId}`;
    },
    (line) => line,
  );
  // Everything runs: better to leave it running, with its logs and the Temporal UI, than to stop it.
  await sending.catch((error: unknown) => {
    if (!stop.aborted) console.log(explainFailure(error));
  });
}
