import type { CampaignInput } from "@packpost/workflows/campaign/contract";
import { campaign as real } from "@packpost/workflows/campaign/workflow";
import { sleep } from "@temporalio/workflow";

/** What nobody may do to a workflow that is running: a timer where none was. Proves that the replay test can fail. */
export async function campaign(input: CampaignInput): Promise<void> {
  await sleep("1 second");
  await real(input);
}
