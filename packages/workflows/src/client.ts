import type { Client } from "@temporalio/client";
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from "@temporalio/common";
import {
  type AlertInput,
  alertChangedSignal,
  alertWorkflowId,
  type PacerInput,
  pacerWorkflowId,
  wakePacerSignal,
} from "./alert/contract.ts";
import { type CampaignInput, campaignChangedSignal, campaignWorkflowId } from "./campaign/contract.ts";
import { type ConversationInput, notifierWorkflowId, postedSignal } from "./conversation/contract.ts";
import { type CustomerImportInput, customerImportWorkflowId } from "./customer-import/contract.ts";
import { type DeliveryInput, deliveryWorkflowId } from "./delivery/contract.ts";
import { type InboundMailInput, inboundMailWorkflowId } from "./inbound-mail/contract.ts";
import { type IncomingFilesInput, incomingFilesWorkflowId } from "./incoming-files/contract.ts";
import { type ProviderKeyTestInput, providerKeyTestWorkflowId } from "./provider/contract.ts";
import { WORKFLOWS } from "./task-queues.ts";
import { type WebhookInput, webhookChangedSignal, webhookWorkflowId } from "./webhook-out/contract.ts";

const organisationKey = defineSearchAttributeKey("OrganisationId", SearchAttributeType.KEYWORD);

/**
 * Tells a campaign's workflow that its row has changed, starting it where none runs. Call after the commit; if this
 * fails the sweep does it, so the caller may go on.
 */
export async function wakeCampaign(client: Client, input: CampaignInput): Promise<void> {
  await client.workflow.signalWithStart("campaign", {
    ...campaignStart(input),
    signal: campaignChangedSignal,
    signalArgs: [],
  });
}

/**
 * Tells a thread's notifier that it has a deadline that none of its timers waits for, starting it where none runs. Call after the
 * commit; if this fails the sweep does it.
 */
export async function wakeConversation(client: Client, input: ConversationInput): Promise<void> {
  await client.workflow.signalWithStart("conversationNotifier", {
    ...notifierStart(input),
    signal: postedSignal,
    signalArgs: input.lookAt === undefined ? [] : [input.lookAt],
  });
}

/** Starts a thread's notifier unless it runs already; a running one is left alone. */
export async function ensureNotifier(client: Client, input: ConversationInput): Promise<void> {
  await client.workflow.start("conversationNotifier", {
    ...notifierStart(input),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Starts a campaign's workflow unless it runs already; a running one is left alone (no history grows). */
export async function ensureCampaign(client: Client, input: CampaignInput): Promise<void> {
  await client.workflow.start("campaign", {
    ...campaignStart(input),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Tells an alert's workflow that its row has changed, starting it where none runs. Call after the commit; if this fails the sweep does it. */
export async function wakeAlert(client: Client, input: AlertInput): Promise<void> {
  await client.workflow.signalWithStart("alert", {
    ...alertStart(input),
    signal: alertChangedSignal,
    signalArgs: [],
  });
}

/** Starts an alert's workflow unless it runs already; a running one is left alone (no history grows). */
export async function ensureAlert(client: Client, input: AlertInput): Promise<void> {
  await client.workflow.start("alert", { ...alertStart(input), workflowIdConflictPolicy: "USE_EXISTING" });
}

/** Has the pacer of an organisation's number look whom it may text, starting it where none runs. */
export async function wakePacer(client: Client, input: PacerInput): Promise<void> {
  await client.workflow.signalWithStart("smsPacer", {
    ...pacerStart(input),
    signal: wakePacerSignal,
    signalArgs: [],
  });
}

/** Starts the pacer of an organisation's number unless it runs already. */
export async function ensurePacer(client: Client, input: PacerInput): Promise<void> {
  await client.workflow.start("smsPacer", { ...pacerStart(input), workflowIdConflictPolicy: "USE_EXISTING" });
}

/** Evaluates the audiences of an organisation's passes now; one evaluation at a time. The schedule does it too. */
export async function keepAudiences(client: Client, organisationId: string): Promise<void> {
  await client.workflow.start("audienceSweep", {
    args: [{ organisationId }],
    ...startOf(organisationId, `audiences/${organisationId}`, "Who would receive mail about each pass"),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Compares an organisation's suppressions with the provider's now; one comparison at a time. The schedule does it too. */
export async function syncSuppressions(client: Client, organisationId: string): Promise<void> {
  await client.workflow.start("suppressionSync", {
    args: [{ organisationId }],
    ...startOf(organisationId, `suppressions/${organisationId}`, "Suppressions"),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Starts a workflow unless it runs already. @returns waits for it to end */
async function startAndWait<I>(
  client: Client,
  type: string,
  input: I,
  start: ReturnType<typeof startOf>,
): Promise<() => Promise<void>> {
  const options = { args: [input], ...start, workflowIdConflictPolicy: "USE_EXISTING" } as const;
  const handle = await client.workflow.start<(input: I) => Promise<void>>(type, options);
  return () => handle.result();
}

/** Looks at an organisation's sender domain now; one look at a time. @returns waits for the look to end */
export function checkSender(client: Client, organisationId: string): Promise<() => Promise<void>> {
  const start = startOf(organisationId, `sender/${organisationId}`, "Sender's domain");
  return startAndWait(client, "senderCheck", { organisationId }, start);
}

/** Has a provider's key tested. @returns waits for the test to end */
export function testProviderKey(client: Client, input: ProviderKeyTestInput): Promise<() => Promise<void>> {
  const id = providerKeyTestWorkflowId(input);
  const start = startOf(input.organisationId, id, "A provider's key is tested");
  return startAndWait(client, "providerKeyTest", input, start);
}

/** Tells an organisation's providers where to report, now; the schedule does it too. @returns waits for that to end */
export function registerWithProviders(client: Client, organisationId: string): Promise<() => Promise<void>> {
  const id = `provider-registration/${organisationId}`;
  const start = startOf(organisationId, id, "Where providers report");
  return startAndWait(client, "providerRegistration", { organisationId }, start);
}

/** Starts a delivery's workflow unless it runs already. Call after the commit; if this fails the sweep does it. */
export async function startDelivery(client: Client, input: DeliveryInput): Promise<void> {
  await client.workflow.start("delivery", {
    args: [input] as [DeliveryInput],
    ...startOf(
      input.organisationId,
      deliveryWorkflowId(input.deliveryId),
      `${input.purpose.charAt(0).toUpperCase()}${input.purpose.slice(1)} to one person`,
    ),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Starts the workflow of a mail that came in unless it runs already. Call after the commit; if this fails the sweep does it. */
export async function startInboundMail(client: Client, input: InboundMailInput): Promise<void> {
  await client.workflow.start("inboundMail", {
    args: [input] as [InboundMailInput],
    ...startOf(input.organisationId, inboundMailWorkflowId(input.mailId), "A mail that came in"),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Starts the workflow of what came with an entry unless it runs already. Call after the commit; if this fails the sweep does it. */
export async function startIncomingFiles(client: Client, input: IncomingFilesInput): Promise<void> {
  await client.workflow.start("incomingFiles", {
    args: [input] as [IncomingFilesInput],
    ...startOf(
      input.organisationId,
      incomingFilesWorkflowId(input.entryId),
      "Pictures and files that came in",
    ),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Has the workflow of an outgoing webhook look at its row now, starting it where none runs. Call after the commit; if this fails the sweep does it. */
export async function wakeWebhook(client: Client, input: WebhookInput): Promise<void> {
  await client.workflow.signalWithStart("webhookOut", {
    ...webhookStart(input),
    signal: webhookChangedSignal,
    signalArgs: [],
  });
}

/** Starts the workflow of an outgoing webhook unless it runs already. */
export async function ensureWebhook(client: Client, input: WebhookInput): Promise<void> {
  await client.workflow.start("webhookOut", {
    ...webhookStart(input),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** Starts the workflow of a work of an import unless it runs already. Call after the commit; if this fails the sweep does it. */
export async function startImport(client: Client, input: CustomerImportInput): Promise<void> {
  await client.workflow.start("customerImport", {
    args: [input] as [CustomerImportInput],
    ...startOf(input.organisationId, customerImportWorkflowId(input), "Import of customers"),
    workflowIdConflictPolicy: "USE_EXISTING",
  });
}

/** What every workflow of an organisation is started with. @param summary what Temporal's own pages call it */
function startOf(organisationId: string, workflowId: string, summary: string) {
  return {
    taskQueue: WORKFLOWS,
    workflowId,
    staticSummary: summary,
    typedSearchAttributes: new TypedSearchAttributes([{ key: organisationKey, value: organisationId }]),
  };
}

function campaignStart(input: CampaignInput) {
  return {
    args: [input] as [CampaignInput],
    ...startOf(input.organisationId, campaignWorkflowId(input.campaignId), "Email campaign"),
  };
}

function alertStart(input: AlertInput) {
  return {
    args: [input] as [AlertInput],
    ...startOf(input.organisationId, alertWorkflowId(input.alertId), "Text alert"),
  };
}

function pacerStart(input: PacerInput) {
  return {
    args: [input] as [PacerInput],
    ...startOf(input.organisationId, pacerWorkflowId(input.organisationId), "Texts of alerts, one a slot"),
  };
}

function notifierStart(input: ConversationInput) {
  return {
    args: [input] as [ConversationInput],
    ...startOf(input.organisationId, notifierWorkflowId(input.threadId), "Unread messages of a conversation"),
  };
}

function webhookStart({ organisationId, endpointId }: WebhookInput) {
  const input: WebhookInput = { organisationId, endpointId };
  return {
    args: [input] as [WebhookInput],
    ...startOf(organisationId, webhookWorkflowId(endpointId), "Outcomes reported to another system"),
  };
}

/** Longest time for Temporal to take a call, in milliseconds. */
const CALL_MS = 10_000;

/** The calls that verbs make of workflows, through the port in their context (`core/workflows`). */
export interface WorkflowCalls {
  wakeCampaign(input: CampaignInput): Promise<void>;
  wakeAlert(input: AlertInput): Promise<void>;
  wakePacer(input: PacerInput): Promise<void>;
  startDelivery(input: DeliveryInput): Promise<void>;
  wakeConversation(input: ConversationInput): Promise<void>;
  startInboundMail(input: InboundMailInput): Promise<void>;
  startIncomingFiles(input: IncomingFilesInput): Promise<void>;
  wakeWebhook(input: WebhookInput): Promise<void>;
  startImport(input: CustomerImportInput): Promise<void>;
  keepAudiences(organisationId: string): Promise<void>;
  syncSuppressions(organisationId: string): Promise<void>;
  checkSender(organisationId: string): Promise<() => Promise<void>>;
  testProviderKey(input: ProviderKeyTestInput): Promise<() => Promise<void>>;
  registerWithProviders(organisationId: string): Promise<() => Promise<void>>;
}

/** Those calls made of a Temporal server; each fails if it is not taken within ten seconds. */
export function createWorkflowCalls(client: Client): WorkflowCalls {
  const within = <T>(call: () => Promise<T>) => client.connection.withDeadline(Date.now() + CALL_MS, call);
  return {
    wakeCampaign: (input) => within(() => wakeCampaign(client, input)),
    wakeAlert: (input) => within(() => wakeAlert(client, input)),
    wakePacer: (input) => within(() => wakePacer(client, input)),
    startDelivery: (input) => within(() => startDelivery(client, input)),
    wakeConversation: (input) => within(() => wakeConversation(client, input)),
    startInboundMail: (input) => within(() => startInboundMail(client, input)),
    startIncomingFiles: (input) => within(() => startIncomingFiles(client, input)),
    wakeWebhook: (input) => within(() => wakeWebhook(client, input)),
    startImport: (input) => within(() => startImport(client, input)),
    keepAudiences: (organisationId) => within(() => keepAudiences(client, organisationId)),
    syncSuppressions: (organisationId) => within(() => syncSuppressions(client, organisationId)),
    checkSender: (organisationId) => within(() => checkSender(client, organisationId)),
    testProviderKey: (input) => within(() => testProviderKey(client, input)),
    registerWithProviders: (organisationId) => within(() => registerWithProviders(client, organisationId)),
  };
}
