import { setTimeout as delay } from "node:timers/promises";
import { demoOrganisations } from "@packpost/db/seed/seed-demo";
import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import type { StepRunner } from "../../scripts/console/step.ts";
import { sendDemoAlert } from "../../scripts/demo/alert.ts";
import { converse } from "../../scripts/demo/converse.ts";
import { describeOutcome } from "../../scripts/demo/describe-outcome.ts";
import { checkAll } from "./check-all.ts";
import { longestPause, readAccepted } from "./compare-ledger.ts";
import type { Installation } from "./installation.ts";
import type { Part } from "./part.ts";
import { beginPlay, type Play, sendCampaign, untilAccepted } from "./play.ts";
import { readSendings, type Sending } from "./read-sending.ts";
import { watchConnections } from "./watch-connections.ts";

/** So long what was killed stays away. */
const awayMs = 20_000;
/** So long what is told to stop goes on before, when nothing new comes to it any more; the manifests have five seconds. */
const leaveMs = 2_000;
/** So late an unread message is mailed: when everything else is in its middle, too. */
const unreadSeconds = 35;
const organisationId = demoOrganisations.riverside;

export interface ScenarioReport {
  readonly figures: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly problems: readonly string[];
}

interface Scene {
  readonly installation: Installation;
  readonly play: Play;
  readonly startedAt: Date;
  readonly step: StepRunner;
  readonly stop: AbortSignal;
  readonly report: (line: string) => void;
  readonly only: "all" | "new-version";
}

/** A machine is lost in the middle of everything, comes back, and then a new version comes under load. */
export async function runScenario(scene: Omit<Scene, "play" | "startedAt">): Promise<ScenarioReport> {
  const { installation, step } = scene;
  const startedAt = new Date();
  const play = await beginPlay(installation);
  const endWatch = watchConnections(play.owner);
  try {
    const lost =
      scene.only === "all" ? await loseMachine({ ...scene, play, startedAt }) : { figures: {}, problems: [] };
    const rolled = await bringNewVersion({ ...scene, play, startedAt });
    await play.load.stop();
    const connections = await endWatch();
    const checked = await step("Checks", () => checkAll({ installation, play, startedAt }));
    const gaps = play.pages.flatMap(({ gapsMs }) => gapsMs);
    return {
      figures: {
        ...{ lost: lost.figures, newVersion: rolled.figures },
        live: {
          reconnections: gaps.length,
          longestSeconds: Math.round(Math.max(0, ...gaps) / 100) / 10,
        },
        ...{ connections, ...checked.figures },
      },
      problems: [...lost.problems, ...rolled.problems, ...checked.problems],
    };
  } finally {
    await endWatch();
    await play.close();
  }
}

/** One of each, all at once, while a campaign, a conversation and an alert are in their middle. */
async function loseMachine({ installation, play, startedAt, step, stop, report }: Scene) {
  const { session, load } = play;
  const { webUrl, simulatorUrl } = installation;
  const parts = partsOf(installation, 1);
  const waiting = Promise.withResolvers<void>();
  const conversation = converse({
    ...{ session, webUrl, simulatorUrl, stop, unreadSeconds, onWaiting: waiting.resolve },
  });
  conversation.catch(waiting.reject);
  await step("A conversation begins", () => waiting.promise);
  const campaign = await sendCampaign(play, installation.pass, stop);
  await step("A campaign begins", () => untilAccepted(play, campaign.campaignId, 1, stop));
  const alert = sendDemoAlert({ session, simulatorUrl, organisationId, stop });
  alert.catch(() => undefined);
  const inTheMiddle = await step(
    "An alert begins",
    () => untilTexting(play, startedAt, stop),
    describeMiddle,
  );
  const before = load.take();
  const killedAt = new Date();
  await Promise.all(parts.map((part) => part.kill()));
  report(`✓ Killed: ${parts.map(({ name }) => name).join(", ")}`);
  await delay(awayMs, undefined, { signal: stop });
  await step("They come back", () => Promise.all(parts.map((part) => part.start())));
  const outcome = await step("The campaign", () => campaign.outcome, describeOutcome);
  const texted = await step(
    "The alert",
    () => alert,
    ({ alert: { audience, sent } }) => `${sent} of ${audience}`,
  );
  const talked = await step(
    "The conversation",
    () => conversation,
    ({ conversation: { mailed } }) => `${mailed} mailed`,
  );
  const during = load.take();
  for (const failure of during.failures) report(`  first answer ${failure}`);
  const mails = await readAccepted(
    simulatorUrl,
    `token=sandbox-${organisationId}&channel=email&tag=campaign`,
  );
  const texts = await readAccepted(simulatorUrl, `token=sandbox-${organisationId}&channel=sms`);
  return {
    figures: {
      ...{ people: outcome.audience, sent: outcome.buckets.sent, texts: texted.alert.sent },
      mailPauseSeconds: longestPause(mails, killedAt),
      textPauseSeconds: longestPause(texts, killedAt),
      ...{ asked: during.asked, failedOnce: during.failed, slowestMs: Math.round(during.slowestMs) },
    },
    problems: [
      ...(before.failed === 0
        ? []
        : [`${before.failed} requests failed while nothing happened: ${before.failures[0]}`]),
      ...inTheMiddle.flatMap(({ kind, open }) =>
        open === 0 ? [`The ${kind} had come to its end before anything was killed.`] : [],
      ),
      ...texted.problems,
      ...talked.problems,
    ],
  };
}

/** Each process is asked to stop and replaced by another, one after the other, while a campaign runs and people work. */
async function bringNewVersion({ installation, play, step, stop, report }: Scene) {
  play.load.take();
  const campaign = await sendCampaign(play, installation.pass, stop);
  await step("Another campaign begins", () => untilAccepted(play, campaign.campaignId, 1, stop));
  const order = [...installation.parts.values()];
  let slowest = 0;
  await step(`${order.length} processes are replaced one by one`, async (progress) => {
    for (const part of order) {
      progress(part.name);
      installation.leaveOut(part.name, true);
      await delay(leaveMs, undefined, { signal: stop });
      slowest = Math.max(slowest, await part.replace());
      installation.leaveOut(part.name, false);
    }
  });
  const outcome = await step("The campaign", () => campaign.outcome, describeOutcome);
  const { asked, failed, failures, slowestMs } = play.load.take();
  for (const failure of failures) report(`  first answer ${failure}`);
  const status = await play.client.workflow.getHandle(campaignWorkflowId(campaign.campaignId)).describe();
  return {
    figures: {
      ...{ people: outcome.audience, sent: outcome.buckets.sent, replaced: order.length },
      ...{ slowestStopSeconds: Math.round(slowest * 10) / 10 },
      ...{ asked, failed, slowestMs: Math.round(slowestMs), historyEvents: status.historyLength },
    },
    problems: failed === 0 ? [] : [`${failed} of ${asked} requests failed while a new version came.`],
  };
}

function partsOf(installation: Installation, machine: number): Part[] {
  return [...installation.parts].flatMap(([name, part]) => (name.endsWith(`-${machine}`) ? [part] : []));
}

const describeMiddle = (sendings: readonly Sending[]) =>
  sendings.map(({ kind, accepted, people }) => `${kind}: ${accepted} of ${people} accepted`).join(", ");

/** Until the first text of an alert is with the provider. @returns how far everything is that is sent */
async function untilTexting({ owner }: Play, since: Date, stop: AbortSignal): Promise<Sending[]> {
  for (;;) {
    const found = await readSendings(owner, since);
    if (found.some(({ kind, accepted }) => kind === "alert" && accepted > 0)) return found;
    await delay(100, undefined, { signal: stop });
  }
}
