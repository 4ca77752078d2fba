import type { CampaignInput } from "@packpost/workflows/campaign/contract";
import { campaign as realCampaign } from "@packpost/workflows/campaign/workflow";
import type { DeliveryInput } from "@packpost/workflows/delivery/contract";
import { delivery as realDelivery } from "@packpost/workflows/delivery/workflow";
import type { UnconfirmedSweepInput } from "@packpost/workflows/sweep/contract";
import { unconfirmedSweep as realSweep } from "@packpost/workflows/sweep/workflow";
import { sleep } from "@temporalio/workflow";

/** What nobody may do to a workflow that is running: a timer where none was. Proves that the replay test can fail. */
export async function campaign(input: CampaignInput): Promise<void> {
  await sleep("1 second");
  await realCampaign(input);
}

/** The same for a thread's notifier for a mail that came in and for what it brought. */
export async function conversationNotifier(): Promise<void> {
  await sleep("1 second");
}
export async function inboundMail(): Promise<void> {
  await sleep("1 second");
}

export async function incomingFiles(): Promise<void> {
  await sleep("1 second");
}

/** And for a delivery. */
export async function delivery(input: DeliveryInput): Promise<void> {
  await sleep("1 second");
  await realDelivery(input);
}

/** And for the sweep. */
export async function unconfirmedSweep(input: UnconfirmedSweepInput): Promise<void> {
  await sleep("1 second");
  await realSweep(input);
}

/** And for an alert and its pacer. */
export async function alert(): Promise<void> {
  await sleep("1 second");
}
export async function smsPacer(): Promise<void> {
  await sleep("1 second");
}

/** And for an outgoing webhook. */
export async function webhookOut(): Promise<void> {
  await sleep("1 second");
}

/** And for the work of an import. */
export async function customerImport(): Promise<void> {
  await sleep("1 second");
}

/** And for an account at a provider: its key is tested, it is told where to report. */
export async function providerKeyTest(): Promise<void> {
  await sleep("1 second");
}
export async function providerRegistration(): Promise<void> {
  await sleep("1 second");
}
