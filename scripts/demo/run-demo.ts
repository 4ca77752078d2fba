import type { StepRunner } from "../console/step.ts";
import type { Environment } from "../environment/start-environment.ts";
import { type AlertReport, sendDemoAlert } from "./alert.ts";
import { awaitOutcome } from "./await-outcome.ts";
import { type ConversationReport, converse } from "./converse.ts";
import { countHistoryEvents } from "./count-history-events.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { findBrokenInvariants } from "./find-broken-invariants.ts";
import { readLedger } from "./read-ledger.ts";
import { demoCampaign, demoPass, sendDemoCampaign } from "./send-campaign.ts";
import { signIn } from "./web-session.ts";

/** What the demo reports of its campaign; `accepted` is counted from the simulator's ledger. */
export type CampaignReport = Readonly<
  Record<
    | "audience"
    | "sent"
    | "failed"
    | "skipped"
    | "cancelled"
    | "unconfirmed"
    | "waiting"
    | "accepted"
    | "delivered"
    | "historyEvents",
    number
  >
>;

const reportsMs = 20_000;

/**
 * Sends the demo's campaign, talks with a family, texts who comes tomorrow, and compares what the web app, the provider and the database say of it.
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function runDemo(
  environment: Environment,
  step: StepRunner,
  stop: AbortSignal,
): Promise<{
  campaign: CampaignReport;
  conversation: ConversationReport;
  alert: AlertReport;
  problems: string[];
}> {
  const { webUrl, simulatorUrl } = environment;
  const owner = environment.staff.find(({ role }) => role === "owner");
  if (!webUrl || !simulatorUrl || !owner) throw new Error("The demo needs web, simulator and seeded staff.");

  const session = await signIn(webUrl, owner.email, owner.password);
  let campaignId = "";
  const outcome = await step(
    demoCampaign.name,
    async (progress) => {
      campaignId = await sendDemoCampaign(session, demoPass);
      const countSilent = async () => (await readLedger(simulatorUrl, owner.organisationId)).silent;
      return await awaitOutcome({ session, campaignId, reportsMs, countSilent, progress, stop });
    },
    describeOutcome,
  );
  const ledger = await readLedger(simulatorUrl, owner.organisationId);
  const historyEvents = await countHistoryEvents(environment.temporalAddress, campaignId);
  const { conversation, problems: ofConversation } = await step(
    "Conversation with a family",
    () => converse({ session, webUrl, simulatorUrl, stop }),
    ({ conversation: { mailed, readInTime } }) => `${readInTime} read in time, ${mailed} mailed, answered`,
  );
  const { alert, problems: ofAlert } = await step(
    "Text alert to everybody of tomorrow",
    () => sendDemoAlert({ session, simulatorUrl, organisationId: owner.organisationId, stop }),
    ({ alert: { audience, sent, failed, skipped } }) =>
      `${audience} people = ${sent} sent + ${failed} failed + ${skipped} skipped`,
  );
  const broken = await step(
    "Invariants",
    () => findBrokenInvariants(environment),
    (found) => (found.length === 0 ? "all hold" : `${found.length} broken`),
  );

  const { audience, buckets, counts, facts } = outcome;
  const sum = Object.values(buckets).reduce((total, n) => total + n, 0);
  const problems = [
    ...broken,
    ...ofConversation,
    ...ofAlert,
    ...(sum === audience ? [] : [`The buckets sum up to ${sum}, the audience is ${audience}.`]),
    ...(buckets.waiting === 0 ? [] : [`${buckets.waiting} people still wait.`]),
    ...(ledger.accepted === buckets.sent
      ? []
      : [`The provider accepted ${ledger.accepted}, the campaign says ${buckets.sent} sent.`]),
    ...(ledger.duplicates === 0 ? [] : [`${ledger.duplicates} messages were sent twice.`]),
    ...(counts.sent <= ledger.silent
      ? []
      : [`${counts.sent - ledger.silent} outcomes were not reported within ${reportsMs / 1000} s.`]),
  ];
  const campaign = {
    audience,
    ...buckets,
    accepted: ledger.accepted,
    delivered: facts.delivered,
    historyEvents,
  };
  return { campaign, conversation, alert, problems };
}
