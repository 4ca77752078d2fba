import { setTimeout } from "node:timers/promises";
import type { BroadcastKind, DeliveryPurpose } from "@packpost/db/enums";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { afterCommit } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import type { WorkflowCalls } from "@packpost/workflows/client";

/** Timings other than in life are for tests alone. */
type Timings = { readonly timings?: Partial<SendTimings> };

/**
 * The workflows that a verb can set going, of its own organisation. All but the last are asked for within a unit of work and
 * happen after its commit, never for what is rolled back. If Temporal cannot be reached the verb has succeeded all the
 * same: the sweeps start and signal whatever the rows say has work.
 */
export interface Workflows {
  /** Tells a campaign's workflow that its row has changed, starting it where none runs. */
  wakeCampaign(campaignId: string, more?: Timings): void;
  /** The same for an alert. */
  wakeAlert(alertId: string, more?: Timings): void;
  /** Has the pacer of the organisation's number look whom it may text (A6). */
  wakePacer(): void;
  /** The same for a broadcast of whichever kind. */
  wakeBroadcast(broadcast: { readonly id: string; readonly kind: BroadcastKind }, more?: Timings): void;
  /** Starts a delivery's workflow unless it runs. */
  startDelivery(delivery: { readonly deliveryId: string; readonly purpose: DeliveryPurpose } & Timings): void;
  /**
   * Has the notifier of a thread look at its deadlines: one is there, or earlier, that no timer waits for (V5, V7).
   * @param lookAt when it is, in milliseconds since 1970 by the database's clock; left out = now
   */
  wakeConversation(threadId: string, lookAt?: number): void;
  /** Has a mail that came in placed (V9). */
  startInboundMail(mailId: string): void;
  /** Has what came with an entry fetched and kept (T23, T45). */
  startIncomingFiles(entryId: string): void;
  /** Has an outgoing webhook's row looked at (P10). */
  wakeWebhook(endpointId: string): void;
  /** Has a work of an import done: its dry run, its run or its undoing (P9). */
  startImport(work: { readonly importId: string; readonly revision: number }): void;
  /** Has the audience of every pass evaluated and kept, for the next who ask (C4). */
  keepAudiences(): void;
  /** Has the suppressions compared with the provider's. */
  syncSuppressions(): void;
  /** Has the sender's domain looked at. */
  checkSender(): void;
  /** Has it looked at now, outside of any unit of work, and waits for the end of that, so many milliseconds at most. */
  checkSenderWithin(limitMs: number): Promise<void>;
  /** Has a provider's key tested, outside of any unit of work, and waits for the end of that, so many milliseconds at most. */
  testProviderKeyWithin(testId: string, limitMs: number): Promise<void>;
  /** Has providers told where to report. */
  registerWithProviders(): void;
  /** The same outside of any unit of work, and waits for the end of it, so many milliseconds at most. */
  registerWithProvidersWithin(limitMs: number): Promise<void>;
}

/** Longer than that no verb waits for Temporal: the seconds in which a send can be undone are running. */
const PATIENCE_MS = 400;

/**
 * The port of one organisation's verbs.
 * @param parts.calls how Temporal is called, `workflows/client`
 * @param parts.log is told what could not be called
 */
export function createWorkflows(parts: {
  readonly organisationId: OrganisationId;
  readonly calls: WorkflowCalls;
  readonly log: { warn(fields: object, message: string): void };
}): Workflows {
  const { organisationId, calls, log } = parts;
  const within = async (limitMs: number, name: string, call: () => Promise<unknown>) => {
    const called = call().catch((error: unknown) => {
      log.warn({ err: error, organisationId, workflow: name }, "a workflow was not called, its sweep will");
    });
    await Promise.race([called, setTimeout(limitMs)]);
  };
  const later = (name: string, call: () => Promise<unknown>) =>
    afterCommit(name, () => within(PATIENCE_MS, name, call));
  const wakeCampaign = (campaignId: string, more: Timings = {}) =>
    later(`campaign/${campaignId}`, () => calls.wakeCampaign({ organisationId, campaignId, ...more }));
  const wakeAlert = (alertId: string, more: Timings = {}) =>
    later(`alert/${alertId}`, () => calls.wakeAlert({ organisationId, alertId, ...more }));
  const wakeOfKind: Readonly<Record<BroadcastKind, typeof wakeCampaign>> = {
    campaign: wakeCampaign,
    alert: wakeAlert,
  };
  return {
    wakeCampaign,
    wakeAlert,
    wakePacer: () => later("pacer", () => calls.wakePacer({ organisationId })),
    wakeBroadcast: ({ id, kind }, more) => wakeOfKind[kind](id, more),
    startDelivery: (delivery) =>
      later(`delivery/${delivery.deliveryId}`, () => calls.startDelivery({ organisationId, ...delivery })),
    wakeConversation: (threadId, lookAt) =>
      later(`conversation/${threadId}`, () =>
        calls.wakeConversation({ organisationId, threadId, ...(lookAt !== undefined && { lookAt }) }),
      ),
    startInboundMail: (mailId) =>
      later(`inbound-mail/${mailId}`, () => calls.startInboundMail({ organisationId, mailId })),
    startIncomingFiles: (entryId) =>
      later(`incoming-files/${entryId}`, () => calls.startIncomingFiles({ organisationId, entryId })),
    wakeWebhook: (endpointId) =>
      later(`webhook/${endpointId}`, () => calls.wakeWebhook({ organisationId, endpointId })),
    startImport: (work) =>
      later(`import/${work.importId}/${work.revision}`, () => calls.startImport({ organisationId, ...work })),
    keepAudiences: () => later("audiences", () => calls.keepAudiences(organisationId)),
    syncSuppressions: () => later("suppressions", () => calls.syncSuppressions(organisationId)),
    checkSender: () => later("sender", () => calls.checkSender(organisationId)),
    testProviderKeyWithin: (testId, limitMs) =>
      within(limitMs, "provider-key-test", async () => {
        const finished = await calls.testProviderKey({ organisationId, testId });
        await finished();
      }),
    registerWithProviders: () =>
      later("provider-registration", () => calls.registerWithProviders(organisationId)),
    registerWithProvidersWithin: (limitMs) =>
      within(limitMs, "provider-registration", async () => {
        const finished = await calls.registerWithProviders(organisationId);
        await finished();
      }),
    checkSenderWithin: (limitMs) =>
      within(limitMs, "sender", async () => {
        const finished = await calls.checkSender(organisationId);
        await finished();
      }),
  };
}
