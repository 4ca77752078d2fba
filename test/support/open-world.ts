import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chooseCopy } from "@packpost/core/campaign/draft/choose-copy";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { hashWebhookPassword } from "@packpost/core/webhook/webhook-password";
import { initOrm, type Orm } from "@packpost/db/orm";
import { seedLarge } from "@packpost/db/seed/seed-large";
import {
  type CampaignInput,
  campaignWorkflowId,
  type SendTimings,
} from "@packpost/workflows/campaign/contract";
import { wakeCampaign } from "@packpost/workflows/client";
import type { Client } from "@temporalio/client";
import pg from "pg";
import { Simulator } from "../../apps/sandbox/src/testing/start-simulator.ts";
import { appUrl, staffContext } from "./contexts.ts";
import { createDatabase } from "./create-database.ts";
import { createNamespace } from "./create-namespace.ts";
import type { TestServices } from "./start-test-services.ts";
import { TestWorker, type WorkerFault } from "./start-worker.ts";
import { tieChild } from "./tie-child.ts";
import { waitUntil } from "./wait-until.ts";

/** Long enough for a slow machine to make the call, short enough for a test to see a look-up. */
export const quickTimings: SendTimings = {
  callMs: 4_000,
  reconcileAfterMs: 500,
  reconcileEveryMs: 500,
  absentAgainAfterMs: 1_500,
  unconfirmedAfterMs: 3_000,
  longestHoldMs: 2_000,
  heartbeatMs: 5_000,
};

/** Half of a simulator's start is compiling, unless what was compiled is kept (scripts/checks/run-check.ts). */
const { NODE_COMPILE_CACHE } = process.env;
const keptCode = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };

export { appUrl };
export const authSecret = "an auth secret that only tests have, long enough";
/** The secret before it: links of mails delivered under it must go on working (K03). */
export const previousAuthSecret = "the auth secret before it, just as long, kept for links";
/** Each organisation has its own. */
export const webhookPasswordOf = (organisationId: string) => `webhook password of ${organisationId}`;

export type TestOrganisation = {
  readonly ctx: ReturnType<typeof staffContext>;
  readonly passId: string;
  /** The simulator's server of this organisation. */
  readonly token: string;
};

type LedgerSummary = {
  readonly accepted: number;
  readonly distinctRecipients: number;
  readonly duplicates: number;
};

/** Everything around the system under test: its own database, namespace, simulator, and worker processes. */
export class TestWorld {
  #simulator: Simulator | undefined;
  readonly #services: TestServices;
  readonly #id = randomUUID();
  readonly #closing: (() => Promise<unknown>)[] = [];
  readonly workers: TestWorker[] = [];
  databaseUrl = "";
  ownerUrl = "";
  #orm: Orm | undefined;
  #client: Client | undefined;
  #owner: pg.Pool | undefined;

  constructor(services: TestServices) {
    this.#services = services;
  }

  get simulator(): Simulator {
    return present(this.#simulator);
  }
  get orm(): Orm {
    return present(this.#orm);
  }
  get client(): Client {
    return present(this.#client);
  }
  /** The owner's connection: looks past row-level security. */
  get owner(): pg.Pool {
    return present(this.#owner);
  }

  /** A folder of this world alone; goes with the run's directory. */
  get storageUrl(): string {
    return pathToFileURL(join(this.#services.runDirectory, `files-${this.#id}`)).href;
  }

  /** @param options.temporalAddress a server other than the shared one */
  async open(options: { temporalAddress?: string; simulator?: Record<string, string> } = {}): Promise<void> {
    this.#simulator = new Simulator((child) => tieChild(child, "provider simulator"));
    await Promise.all([
      this.#openDatabase(),
      this.#openNamespace(options.temporalAddress ?? this.#services.temporalAddress),
      this.#simulator.start({ ...keptCode, ...options.simulator }),
    ]);
  }

  async #openDatabase(): Promise<void> {
    const database = await createDatabase(this.#services);
    this.#closing.push(() => database.drop());
    this.databaseUrl = database.appUrl;
    this.ownerUrl = database.ownerUrl;
    this.#owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3 });
    this.#owner.on("error", () => undefined);
    this.#orm = await initOrm({ url: database.appUrl });
  }

  async #openNamespace(address: string): Promise<void> {
    if (!address) return;
    const namespace = await createNamespace(address);
    this.#client = namespace.client;
    this.#closing.push(() => namespace.close());
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await Promise.all([this.#simulator?.remove(), this.#orm?.close(), this.#owner?.end()]);
    await Promise.all(this.#closing.map((close) => close()));
  }

  /** @param settings more of its environment (worker-main.ts) */
  startWorker(fault?: WorkerFault, settings: Readonly<Record<string, string>> = {}): TestWorker {
    const worker = new TestWorker({
      runDirectory: this.#services.runDirectory,
      fault,
      env: {
        DATABASE_URL: this.databaseUrl,
        SANDBOX_URL: this.simulator.url,
        APP_URL: appUrl,
        AUTH_SECRET: authSecret,
        STORAGE_URL: this.storageUrl,
        WORKFLOW_BUNDLE: this.#services.workflowBundlePath,
        ...settings,
      },
    });
    this.workers.push(worker);
    return worker;
  }

  /** An organisation whose `customers` will all receive, with its server at the simulator. */
  async organisation(customers: number, server: object = {}): Promise<TestOrganisation> {
    const { organisationId, passId, ownerId } = await seedLarge({
      orm: this.orm,
      customers,
      onlyGood: true,
      mailHost: "inbox.example",
    });
    const token = `sandbox-${organisationId}`;
    await this.simulator.call("PUT", `/_servers/${token}`, {
      ...{ name: "Test", accountSid: `AC${organisationId.replaceAll("-", "")}` },
      ...server,
    });
    await this.owner.query("insert into webhook_secret (organisation_id, current_hash) values ($1, $2)", [
      organisationId,
      hashWebhookPassword(webhookPasswordOf(organisationId)),
    ]);
    return { ctx: staffContext({ orm: this.orm, organisationId }, ownerId), passId, token };
  }

  /** A draft that can be sent; nobody gets a copy of it. */
  async draft(
    { ctx, passId }: TestOrganisation,
    bodyMarkdown = "Hello {{first_name}}, we open again.",
  ): Promise<string> {
    const { campaignId } = await createCampaign({ ctx, input: { name: "Spring reopening" } });
    const changes = { passId, subject: "We open again", bodyMarkdown };
    await editCampaign({ ctx, input: { campaignId, version: 1, changes } });
    // A copy would take calls and faults that a test means for the campaign.
    await chooseCopy({ ctx, input: { campaignId, copyTo: "nobody" } });
    return campaignId;
  }

  /** Confirms a draft; nobody is woken yet. */
  async confirm({ ctx }: TestOrganisation, campaignId: string, count: number, version = 2): Promise<void> {
    const sent = await sendCampaign({ ctx, input: { campaignId, version, confirmedCount: count } });
    if (sent.outcome !== "scheduled") throw new Error(`not scheduled: ${JSON.stringify(sent)}`);
  }

  /** Takes the ten seconds of the undo window away from a scheduled campaign. */
  async hurry(campaignId: string): Promise<void> {
    await this.owner.query("update broadcast set send_at = now() where id = $1", [campaignId]);
  }

  /** A campaign that was confirmed and whose time has come. @param count how many will receive it */
  async due(organisation: TestOrganisation, count: number): Promise<string> {
    const campaignId = await this.draft(organisation);
    await this.confirm(organisation, campaignId, count);
    await this.hurry(campaignId);
    return campaignId;
  }

  /** The same, started with short timings. */
  async send(
    organisation: TestOrganisation,
    count: number,
    more: Omit<CampaignInput, "organisationId" | "campaignId"> = {},
  ): Promise<string> {
    const campaignId = await this.due(organisation, count);
    await this.wake(organisation, campaignId, more);
    return campaignId;
  }

  wake(
    { ctx }: TestOrganisation,
    campaignId: string,
    more: Omit<CampaignInput, "organisationId" | "campaignId"> = {},
  ): Promise<void> {
    const { organisationId } = ctx;
    return wakeCampaign(this.client, { organisationId, campaignId, timings: quickTimings, ...more });
  }

  /** Until a campaign has this status. */
  status(campaignId: string, wanted: string, limitMs = 60_000): Promise<true> {
    const read = async () => {
      const { rows } = await this.owner.query("select status from broadcast where id = $1", [campaignId]);
      return rows[0]?.status === wanted || undefined;
    };
    return waitUntil(`campaign to be ${wanted}`, read, limitMs).then(() => true);
  }

  /** Until its workflow has come to an end. */
  async workflowEnded(campaignId: string, limitMs = 30_000): Promise<void> {
    const handle = this.client.workflow.getHandle(campaignWorkflowId(campaignId));
    const ended = async () => (await handle.describe()).status.name === "COMPLETED";
    await waitUntil("workflow to end", ended, limitMs);
  }

  /** How many recipients have each status. */
  async statuses(campaignId: string): Promise<Record<string, number>> {
    const { rows } = await this.owner.query(
      "select status, count(*)::int as n from recipient where broadcast_id = $1 group by status",
      [campaignId],
    );
    return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
  }

  /** What the provider has accepted for an organisation, without the notices that its staff get when a campaign pauses. */
  async ledger(token: string): Promise<LedgerSummary> {
    const summarise = async (query: string) =>
      (await this.simulator.call("GET", `/_ledger/summary?token=${token}${query}`)) as LedgerSummary;
    let [all, notices, after] = [await summarise(""), await summarise("&tag=notice"), await summarise("")];
    // A notice that came between two questions would be in one answer only.
    while (after.accepted !== all.accepted)
      [all, notices, after] = [after, await summarise("&tag=notice"), await summarise("")];
    return {
      accepted: all.accepted - notices.accepted,
      distinctRecipients: all.distinctRecipients - notices.distinctRecipients,
      duplicates: all.duplicates,
    };
  }

  broken({ ctx }: TestOrganisation) {
    return checkInvariants({ ctx });
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("open() the world first");
  return value;
}
