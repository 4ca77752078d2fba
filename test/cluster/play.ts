import { setTimeout as delay } from "node:timers/promises";
import { demoOrganisations } from "@packpost/db/seed/seed-demo";
import { campaignWorkflowId, type SendTimings } from "@packpost/workflows/campaign/contract";
import { wakeCampaign } from "@packpost/workflows/client";
import { Client, Connection } from "@temporalio/client";
import pg from "pg";
import { z } from "zod";
import { StepFailure } from "../../scripts/console/step-failure.ts";
import { awaitOutcome, type CampaignOutcome } from "../../scripts/demo/await-outcome.ts";
import { sendDemoCampaign } from "../../scripts/demo/send-campaign.ts";
import { signIn, signInForCookie, type WebSession } from "../../scripts/demo/web-session.ts";
import { type Installation, NAMESPACE } from "./installation.ts";
import { LivePage } from "./live-page.ts";
import { persistent } from "./persistent-session.ts";
import { SteadyLoad } from "./steady-load.ts";

/** An unanswered call is settled within half a minute; in life it takes ten. */
const timings: SendTimings = {
  callMs: 15_000,
  reconcileAfterMs: 3_000,
  reconcileEveryMs: 3_000,
  absentAgainAfterMs: 10_000,
  unconfirmedAfterMs: 60_000,
  longestHoldMs: 5_000,
  heartbeatMs: 10_000,
};
/** So long a call takes at the provider, so that a campaign has a middle. */
const latencyMs = 2_500;

const organisationId = demoOrganisations.riverside;

/** Everybody who has to do with the installation while it is played with. */
export interface Play {
  readonly session: WebSession;
  readonly client: Client;
  readonly owner: pg.Pool;
  readonly load: SteadyLoad;
  /** One is connected to each web process. */
  readonly pages: readonly LivePage[];
  /** How often a browser of the play had to ask again. */
  readonly askedAgain: () => number;
  close(): Promise<void>;
}

export async function beginPlay(installation: Installation): Promise<Play> {
  const { webUrl, apiUrl, simulatorUrl, staff } = installation;
  const owner = staff.find((one) => one.role === "owner" && one.organisationId === organisationId);
  if (owner === undefined) throw new Error("no owner");
  let again = 0;
  const session = persistent(await signIn(webUrl, owner.email, owner.password), () => {
    again += 1;
  });
  const cookie = await signInForCookie(webUrl, owner.email, owner.password);
  await fetch(`${simulatorUrl}/_faults`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tokens: { [`sandbox-${organisationId}`]: { latencyMs } } }),
  });
  const { staffMemberId } = await session.query("account.me", {}, z.object({ staffMemberId: z.string() }));
  const { key } = await session.mutate(
    "apiKey.create",
    { name: "Steady", scopes: ["outcomes:read"] },
    z.object({ key: z.string() }),
  );
  const threadId = await openThread(session);
  const topics = [
    { kind: "thread", id: threadId },
    { kind: "campaigns", id: organisationId },
  ];
  const pages = ["a", "b"].map(() => new LivePage({ webUrl, cookie, viewer: staffMemberId, topics }));
  const load = new SteadyLoad({ webUrl, apiUrl, cookie, apiKey: key, threadId });
  const connection = await Connection.connect({ address: installation.temporalAddress });
  const pool = new pg.Pool({ connectionString: installation.ownerUrl, max: 2 });
  pool.on("error", () => undefined);
  return {
    ...{ session, load, pages, owner: pool, askedAgain: () => again },
    client: new Client({ connection, namespace: NAMESPACE }),
    close: async () => {
      await load.stop();
      for (const page of pages) await page.close();
      await connection.close();
      await pool.end();
    },
  };
}

/** Of a family that the demo's conversation leaves alone. */
async function openThread(session: WebSession): Promise<string> {
  const families = z.array(z.object({ id: z.string(), people: z.array(z.object({ name: z.string() })) }));
  const found = await session.query("conversation.findFamilies", { term: "an" }, families);
  const family = found.find(({ people }) => people.every(({ name }) => !name.includes("Okafor")));
  if (family === undefined) throw new Error("no family");
  return await session.mutate("conversation.open", { familyId: family.id }, z.string());
}

/**
 * Sends a campaign by the doors of the pages, and lets its workflow begin anew with short times for what becomes of unanswered calls.
 * @returns its id, and its outcome once it is sent
 */
export async function sendCampaign(
  { session, client }: Play,
  pass: string,
  stop: AbortSignal,
): Promise<{ campaignId: string; outcome: Promise<CampaignOutcome> }> {
  const campaignId = await sendWhenSettled(session, pass, stop);
  await client.workflow.getHandle(campaignWorkflowId(campaignId)).terminate("begins anew with short times");
  await wakeCampaign(client, { organisationId, campaignId, timings });
  const outcome = awaitOutcome({
    ...{ session, campaignId, stop, reportsMs: 0, progress: () => undefined },
    countSilent: async () => 0,
  });
  outcome.catch(() => undefined);
  return { campaignId, outcome };
}

/** Until a share of a campaign's people is with the provider. */
export async function untilAccepted(
  { owner }: Play,
  campaignId: string,
  atLeast: number,
  stop: AbortSignal,
): Promise<void> {
  for (;;) {
    const { rows } = await owner.query(
      "select count(sent_at)::int as n from recipient where broadcast_id = $1",
      [campaignId],
    );
    if (z.object({ n: z.number() }).parse(rows[0]).n >= atLeast) return;
    await delay(100, undefined, { signal: stop });
  }
}

/** Reports of the campaign before still block addresses: whom it would reach may change between the count and the order, and is asked again. */
async function sendWhenSettled(session: WebSession, pass: string, stop: AbortSignal): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendDemoCampaign(session, pass);
    } catch (error) {
      if (tries >= 30 || !(error instanceof StepFailure && error.why.includes("audience_changed")))
        throw error;
      await delay(1_000, undefined, { signal: stop });
    }
  }
}
