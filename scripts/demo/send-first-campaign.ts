import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "../console/explain-failure.ts";
import type { StepRunner } from "../console/step.ts";
import type { Environment } from "../environment/start-environment.ts";
import { awaitOutcome } from "./await-outcome.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { readLedger } from "./read-ledger.ts";
import { demoCampaign, demoPass, sendDemoCampaign } from "./send-campaign.ts";
import { signIn } from "./web-session.ts";

const reportsMs = 8_000;

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
  const { webUrl, simulatorUrl } = environment;
  if (!webUrl || !simulatorUrl || !owner || existsSync(marker)) return;
  const sending = step(
    demoCampaign.name,
    async (progress) => {
      const session = await signIn(webUrl, owner.email, owner.password);
      const campaignId = await sendDemoCampaign(session, demoPass);
      writeFileSync(marker, JSON.stringify({ campaignId }));
      const countSilent = async () => (await readLedger(simulatorUrl, owner.organisationId)).silent;
      const outcome = await awaitOutcome({ session, campaignId, reportsMs, countSilent, progress, stop });
      return `${describeOutcome(outcome)}, why: ${webUrl}/campaigns/${campaignId}`;
    },
    (line) => line,
  );
  // Everything runs: better to leave it running, with its logs and the Temporal UI, than to stop it.
  await sending.catch((error: unknown) => {
    if (!stop.aborted) console.log(explainFailure(error));
  });
}
