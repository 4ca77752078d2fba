import type { StepRunner } from "../console/step.ts";
import type { Environment } from "../environment/start-environment.ts";
import { type AlertReport, sendDemoAlert } from "./alert.ts";
import { type ConversationReport, converse } from "./converse.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { findBrokenInvariants } from "./find-broken-invariants.ts";
import { type ImportReport, importFiles } from "./import-files.ts";
import { makeFiles } from "./make-files.ts";
import {
  awaitWebhook,
  connectOtherSystem,
  sendWorkOrder,
  type WebhookReport,
  type WorkOrderReport,
} from "./other-system.ts";
import { type CampaignReport, playCampaign } from "./play-campaign.ts";
import { demoCampaign, demoPass } from "./send-campaign.ts";
import { signIn } from "./web-session.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

/** The figures of each part of the demo, in the order of the day. */
export interface DemoReport {
  readonly import: ImportReport;
  readonly campaign: CampaignReport;
  readonly conversation: ConversationReport;
  readonly alert: AlertReport;
  readonly workOrder: WorkOrderReport;
  readonly webhook: WebhookReport;
}

/**
 * A business's day: its customers are imported, a campaign goes out, a family answers, who comes tomorrow is texted, another system
 * mails a work order and is told what became of it. Compares what the web app, the api, the provider and the database say of it.
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function runDemo(
  environment: Environment,
  step: StepRunner,
  stop: AbortSignal,
): Promise<{ report: DemoReport; problems: string[] }> {
  const { webUrl, apiUrl, simulatorUrl, temporalAddress } = environment;
  const owner = environment.staff.find(({ role }) => role === "owner");
  if (!webUrl || !apiUrl || !simulatorUrl || !owner)
    throw new Error("The demo needs web, api, simulator and seeded staff.");

  const session = await signIn(webUrl, owner.email, owner.password);
  const { organisationId } = owner;
  const scope = { session, simulatorUrl, organisationId, stop };
  const business = makeFiles(demoPass, new Date());
  const ofImport = await step(
    "Import of the old system's files",
    () => importFiles({ ...scope, business }),
    ({ imported: { rows, created, unchanged, refused, changedAgain } }) =>
      `${rows} rows = ${created} new + ${unchanged} unchanged + ${refused} refused; again: ${changedAgain} changed`,
  );
  const ofCampaign = await step(
    demoCampaign.name,
    (progress) => playCampaign({ ...scope, temporalAddress, business, progress }),
    ({ outcome, campaign: { imported } }) => `${describeOutcome(outcome)}; ${imported} of the import`,
  );
  const ofConversation = await step(
    "Conversation with a family",
    () => converse({ ...scope, webUrl }),
    ({ conversation: { mailed, readInTime } }) => `${readInTime} read in time, ${mailed} mailed, answered`,
  );
  const ofAlert = await step(
    "Text alert to everybody of tomorrow",
    () => sendDemoAlert(scope),
    ({ alert: { audience, sent, failed, skipped } }) =>
      `${audience} people = ${sent} sent + ${failed} failed + ${skipped} skipped`,
  );
  const receiver = await WebhookReceiver.open();
  try {
    const system = await connectOtherSystem({ session, apiUrl, receiver });
    const ofWorkOrder = await step(
      "Work order by the API",
      () => sendWorkOrder({ ...scope, system, to: business.workOrder }),
      ({ workOrder: { requests, accepted, delivered } }) =>
        `${requests} requests, ${accepted} mail, ${delivered} delivered`,
    );
    const ofWebhook = await step(
      "Webhook about it",
      () => awaitWebhook({ system, receiver, mailId: ofWorkOrder.mailId, stop }),
      ({ webhook: { messages, unverified, outcomes } }) =>
        `${outcomes} outcomes in ${messages} messages, ${unverified} not verified`,
    );
    const broken = await step(
      "Invariants",
      () => findBrokenInvariants(environment),
      (found) => (found.length === 0 ? "all hold" : `${found.length} broken`),
    );
    const parts = [ofImport, ofCampaign, ofConversation, ofAlert, ofWorkOrder, ofWebhook];
    return {
      report: {
        ...{ import: ofImport.imported, campaign: ofCampaign.campaign },
        ...{ conversation: ofConversation.conversation, alert: ofAlert.alert },
        ...{ workOrder: ofWorkOrder.workOrder, webhook: ofWebhook.webhook },
      },
      problems: [...broken, ...parts.flatMap(({ problems }) => problems)],
    };
  } finally {
    receiver.close();
  }
}
