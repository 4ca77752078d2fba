import type { Progress } from "../console/step.ts";
import { awaitOutcome, type CampaignOutcome } from "./await-outcome.ts";
import { countHistoryEvents } from "./count-history-events.ts";
import type { MadeBusiness } from "./make-files.ts";
import { countMailsTo, readLedger } from "./read-ledger.ts";
import { demoPass, sendDemoCampaign } from "./send-campaign.ts";
import type { WebSession } from "./web-session.ts";

/**
 * What the demo reports of its campaign; `accepted` is counted from the simulator's ledger, `imported` are the addresses of the import
 * among them.
 */
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
    | "imported"
    | "delivered"
    | "historyEvents",
    number
  >
>;

const reportsMs = 20_000;

/**
 * Sends the demo's campaign to whoever holds the pass, those of the import among them.
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function playCampaign(options: {
  session: WebSession;
  temporalAddress: string;
  simulatorUrl: string;
  organisationId: string;
  business: MadeBusiness;
  progress: Progress;
  stop: AbortSignal;
}): Promise<{ outcome: CampaignOutcome; campaign: CampaignReport; problems: string[] }> {
  const { session, simulatorUrl, organisationId, business, progress, stop } = options;
  const campaignId = await sendDemoCampaign(session, demoPass);
  const countSilent = async () => (await readLedger(simulatorUrl, organisationId)).silent;
  const outcome = await awaitOutcome({ session, campaignId, reportsMs, countSilent, progress, stop });
  const ledger = await readLedger(simulatorUrl, organisationId);
  const mailed = await countMailsTo({ simulatorUrl, organisationId, tag: "campaign" });
  const { audience, buckets, counts, facts } = outcome;
  const sum = Object.values(buckets).reduce((total, n) => total + n, 0);
  const reached = [...business.eligible].filter((address) => mailed.get(address) === 1);
  const wrongly = [...business.others].filter((address) => mailed.has(address));
  return {
    outcome,
    campaign: {
      ...{ audience, ...buckets, accepted: ledger.accepted, imported: reached.length },
      ...{ delivered: facts.delivered },
      historyEvents: await countHistoryEvents(options.temporalAddress, campaignId),
    },
    problems: [
      ...(sum === audience ? [] : [`The buckets sum up to ${sum}, the audience is ${audience}.`]),
      ...(buckets.waiting === 0 ? [] : [`${buckets.waiting} people still wait.`]),
      ...(ledger.accepted === buckets.sent
        ? []
        : [`The provider accepted ${ledger.accepted}, the campaign says ${buckets.sent} sent.`]),
      ...(ledger.duplicates === 0 ? [] : [`${ledger.duplicates} messages were sent twice.`]),
      ...(counts.sent <= ledger.silent
        ? []
        : [`${counts.sent - ledger.silent} outcomes were not reported within ${reportsMs / 1000} s.`]),
      ...(reached.length === business.eligible.size
        ? []
        : [
            `The campaign reached ${reached.length} of ${business.eligible.size} eligible people of the import.`,
          ]),
      ...(wrongly.length === 0
        ? []
        : [`The campaign went to ${wrongly.length} of the import who are not eligible: ${wrongly[0]}.`]),
    ],
  };
}
