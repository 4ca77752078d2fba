import { fileURLToPath } from "node:url";
import { connectDatabase } from "@packpost/core/installation/connect-database";
import { findDurabilityProblems } from "@packpost/core/installation/find-durability-problems";
import { DEFAULT_WINDOW } from "@packpost/workflows/campaign/contract";
import { createWorkflowCalls } from "@packpost/workflows/client";
import {
  BULK,
  CONVERSATION,
  EMAIL_BROADCAST,
  EMAIL_TRANSACTIONAL,
  SMS_CONVERSATION,
  WORKFLOWS,
} from "@packpost/workflows/task-queues";

import { Client, Connection } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from "@temporalio/worker";
import type { Logger } from "pino";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { createCampaignActivities } from "./activities/campaign.ts";
import { createConversationActivities } from "./activities/conversation.ts";
import { createDeliveryActivities } from "./activities/delivery.ts";
import { createSenderActivities } from "./activities/sender.ts";
import { createSuppressionActivities } from "./activities/suppression.ts";
import { createSweepActivities } from "./activities/sweep.ts";
import type { ChooseProvider } from "./choose-provider.ts";
import { ensureSchedules, keepSchedules } from "./schedules.ts";
import { startStatusServer } from "./status-server.ts";
import { createWorkerContext } from "./worker-context.ts";

export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly appUrl: string;
  /** Public address of the api process: where the provider of texts reports. */
  readonly apiUrl: string;
  readonly authSecret: string;
  readonly previousAuthSecret?: string | undefined;
  readonly status: { readonly host: string; readonly port: number };
  readonly chooseProvider: ChooseProvider;
  /** Mail goes to people, not to the simulator. */
  readonly realMail: boolean;
  readonly log: Logger;
  /** Aborted = finish what is in hand (30 s at most) and end. */
  readonly stopping: AbortSignal;
  /** How often the schedules are looked after; in life every minute. */
  readonly schedules?: { readonly everyMs: number };
  /** A bundle built before, so that tests need not build it again. */
  readonly workflowBundle?: WorkflowBundleOption;
}

/** Two campaigns' windows of slices: organisations take turns, none waits for a whole one. */
const SLICE_PLACES = 2 * DEFAULT_WINDOW;

/** Threads looked at side by side, where many deadlines fall into one second (T70). */
const NOTIFIERS = 8;

/** Runs the workers of all task queues until told to stop; resolves when nothing is left in hand. */
export async function runWorker(settings: WorkerSettings): Promise<void> {
  Runtime.install({ logger: new DefaultLogger("WARN"), shutdownSignals: [] });
  const { connectionOptions, namespace = "default" } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const clientConnection = await Connection.connect(connectionOptions);
  const client = new Client({ connection: clientConnection, namespace });
  // Two for every slice, which claims while it records; deliveries, texts, look-ups and the rest share twenty.
  const orm = await connectDatabase({
    url: settings.databaseUrl,
    poolSize: 2 * SLICE_PLACES + NOTIFIERS + 20,
  });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const brokenInvariants = new Gauge({
    name: "packpost_broken_invariants",
    help: "Rows for which an invariant did not hold at the last check; anything but 0 needs a person.",
    registers: [registry],
  });

  const contextOf = createWorkerContext({ ...settings, orm, calls: createWorkflowCalls(client) });
  const campaign = createCampaignActivities(contextOf, settings.stopping);
  const { sendSlice, ...bulk } = campaign;
  const shared = { connection, namespace, shutdownGraceTime: "30 seconds" } as const;
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: WORKFLOWS,
      ...(settings.workflowBundle
        ? { workflowBundle: settings.workflowBundle }
        : { workflowsPath: fileURLToPath(import.meta.resolve("@packpost/workflows/all-workflows")) }),
    }),
    Worker.create({
      ...shared,
      taskQueue: EMAIL_BROADCAST,
      activities: { sendSlice },
      maxConcurrentActivityTaskExecutions: SLICE_PLACES,
      maxHeartbeatThrottleInterval: "1 second",
    }),
    Worker.create({
      ...shared,
      taskQueue: EMAIL_TRANSACTIONAL,
      activities: createDeliveryActivities(contextOf),
      maxConcurrentActivityTaskExecutions: 8,
    }),
    Worker.create({
      ...shared,
      taskQueue: SMS_CONVERSATION,
      activities: createDeliveryActivities(contextOf),
      maxConcurrentActivityTaskExecutions: 8,
    }),
    Worker.create({
      ...shared,
      taskQueue: CONVERSATION,
      activities: createConversationActivities(contextOf),
      maxConcurrentActivityTaskExecutions: NOTIFIERS,
    }),
    Worker.create({
      ...shared,
      taskQueue: BULK,
      activities: {
        ...bulk,
        ...createSenderActivities(contextOf, { orm, log: settings.log }),
        ...createSuppressionActivities(contextOf, { orm, log: settings.log }),
        ...createSweepActivities(contextOf, { orm, client, log: settings.log, brokenInvariants }),
      },
      maxConcurrentActivityTaskExecutions: 8,
    }),
  ]);
  await ensureSchedules(client);
  const endSchedules = keepSchedules(client, { log: settings.log, ...settings.schedules });
  for (const problem of await findDurabilityProblems(orm)) settings.log.warn(problem);

  const isReady = () =>
    !settings.stopping.aborted && workers.every((worker) => worker.getState() === "RUNNING");
  const status = await startStatusServer({ ...settings.status, registry, isReady });
  const stop = () => workers.forEach((worker) => void (worker.getState() === "RUNNING" && worker.shutdown()));
  settings.stopping.addEventListener("abort", stop, { once: true });
  try {
    const running = Promise.all(workers.map((worker) => worker.run()));
    if (settings.stopping.aborted) stop();
    settings.log.info("the worker is running");
    await running;
  } finally {
    endSchedules();
    status.close();
    await orm.close();
    await clientConnection.close();
    await connection.close();
  }
}
