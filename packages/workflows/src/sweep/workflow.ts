import { proxyActivities } from "@temporalio/workflow";
import { DEFAULT_TIMINGS } from "../campaign/contract.ts";
import { BULK } from "../task-queues.ts";
import type {
  AudienceSweepInput,
  RestoreSweepInput,
  SweepActivities,
  UnconfirmedSweepInput,
} from "./contract.ts";

const {
  wakeCampaigns,
  startDeliveries,
  startConversations,
  explainDrops,
  keepAudiences,
  tidyEvents,
  reconcileUnconfirmed,
  startWebhooks,
  listMissedTexts,
  checkInvariants,
} = proxyActivities<SweepActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "10 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Of a million mails since the backup it takes some minutes; said to be alive meanwhile. */
const { reconcileRestored } = proxyActivities<SweepActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "2 hours",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Catches what a crash lost between a committed row and its signal. */
export async function campaignSweep(): Promise<void> {
  await wakeCampaigns();
}

/** The same for deliveries. A schedule of its own, so that neither waits for the other. */
export async function deliverySweep(): Promise<void> {
  await startDeliveries();
}

/** The same for who is to be told of messages (V5, V7), and mails that came in (V9). */
export async function conversationSweep(): Promise<void> {
  await startConversations();
}

/** Why addresses were refused. A schedule of its own: it asks the provider, and nothing that sends waits for that. */
export async function dropSweep(): Promise<void> {
  await explainDrops();
}

/** What the provider still owes an answer about. A schedule of its own: a provider that hangs holds up nothing else. */
export async function unconfirmedSweep(input: UnconfirmedSweepInput = {}): Promise<void> {
  await reconcileUnconfirmed({ timings: { ...DEFAULT_TIMINGS, ...input.timings } });
}

/** Who would receive mail about each pass, so that the first review of a day finds it ready; of one organisation when somebody asks there. */
export async function audienceSweep(input: AudienceSweepInput = {}): Promise<void> {
  await keepAudiences(input);
}

/** What people texted and no webhook told of. A schedule of its own, as above. */
export async function textSweep(): Promise<void> {
  await listMissedTexts();
}

/** Outgoing webhooks with something to tell (P10): the rows say so, nobody who writes outcomes waits for it. */
export async function webhookSweep(): Promise<void> {
  await startWebhooks();
}

/** What was sent since the backup from which the database has been put back (O4); most of the time there is none. */
export async function restoreSweep(input: RestoreSweepInput = {}): Promise<void> {
  await reconcileRestored({ timings: { ...DEFAULT_TIMINGS, ...input.timings } });
}

/** Housekeeping: late events, retention, invariants. */
export async function housekeeping(): Promise<void> {
  await tidyEvents();
  await checkInvariants();
}
