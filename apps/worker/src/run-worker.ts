import { fileURLToPath } from "node:url";
import { connectDatabase } from "@packpost/core/installation/connect-database";
import { findDurabilityProblems } from "@packpost/core/installation/find-durability-problems";
import { type Meter, openMeter } from "@packpost/core/metrics/meter";
import { startStatusServer } from "@packpost/core/metrics/status-server";
import { isTracing } from "@packpost/core/tracing/spans";
import { traceActivities, traceCalls } from "@packpost/core/tracing/temporal-interceptors";
import type { Orm } from "@packpost/db/orm";
import type { Storage } from "@packpost/storage/storage";
import { DEFAULT_WINDOW } from "@packpost/workflows/campaign/contract";
import { createWorkflowCalls } from "@packpost/workflows/client";
import {
  BULK,
  CONVERSATION,
  EMAIL_BROADCAST,
  EMAIL_TRANSACTIONAL,
  SMS_ALERT,
  SMS_CONVERSATION,
  WEBHOOK_OUT,
  WORKFLOWS,
} from "@packpost/workflows/task-queues";
import { Client, Connection } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import {
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
  type WorkflowBundleOption,
} from "@temporalio/worker";
import type { Logger } from "pino";
import { createAlertActivities, createPacerActivities } from "./activities/alert.ts";
import { createCampaignActivities } from "./activities/campaign.ts";
import { createConversationActivities, createIncomingFilesActivities } from "./activities/conversation.ts";
import { createCustomerImportActivities } from "./activities/customer-import.ts";
import { createDeliveryActivities } from "./activities/delivery.ts";
import { createProviderActivities } from "./activities/provider.ts";
import { createSenderActivities } from "./activities/sender.ts";
import { createSuppressionActivities } from "./activities/suppression.ts";
import { createSweepActivities } from "./activities/sweep.ts";
import { createWebhookActivities } from "./activities/webhook-out.ts";
import type { ChooseProvider, ProviderAccountsOf } from "./choose-provider.ts";
import { keepFigures } from "./keep-figures.ts";
import { keepMark } from "./keep-mark.ts";
import { measureProviders, workerMetrics } from "./measure-providers.ts";
import { ensureSchedules, keepSchedules } from "./schedules.ts";
import { temporalLogger } from "./temporal-logger.ts";
import { createWorkerContext } from "./worker-context.ts";

/** What a worker process does: mass mail keeps a process busy, so in life it has one of its own (keep-mass-mail). */
export type WorkerPart = "all" | "mass_mail" | "rest";

export interface WorkerSettings {
  readonly part: WorkerPart;
  readonly databaseUrl: string;
  readonly appUrl: string;
  /** Public address of the api process: where the provider of texts reports. */
  readonly apiUrl: string;
  readonly authSecret: string;
  /** Where pictures and files are kept. */
  readonly storage: Storage;
  readonly previousAuthSecret?: string | undefined;
  /** Where it tells how it is; null = nowhere. */
  readonly status: { readonly host: string; readonly port: number } | null;
  /** This process's own metrics, where somebody else shows them too. */
  readonly meter?: Meter;
  /** What `/metrics` shows, where it is more than this process's own. */
  readonly metrics?: (own: Meter) => Promise<string>;
  readonly chooseProvider: ChooseProvider;
  readonly accountsOf?: ProviderAccountsOf;
  /** Mail goes to people, not to the simulator. */
  readonly realMail: boolean;
  readonly log: Logger;
  /** Aborted = finish what is in hand (30 s at most) and end. */
  readonly stopping: AbortSignal;
  /** How often the schedules are looked after; in life every minute. */
  readonly schedules?: { readonly everyMs: number };
  /** Whether what it relies on is there too. */
  readonly isReady?: () => boolean;
  /** Called once it polls for work. */
  readonly onRunning?: () => void;
  /** A bundle built before, so that tests need not build it again. */
  readonly workflowBundle?: WorkflowBundleOption;
}

const carryTrace = fileURLToPath(import.meta.resolve("@packpost/workflows/tracing/carry-trace"));

/** Two campaigns' windows of slices: organisations take turns, none waits for a whole one. */
const SLICE_PLACES = 2 * DEFAULT_WINDOW;

/** Threads looked at side by side, where many deadlines fall into one second (T70). */
const NOTIFIERS = 8;

/** Organisations whose texts go out in the same second; each waits for its slot without a connection. */
const PACERS = 32;

/** Other systems that are told of outcomes at one time; each may take 15 s to answer, and holds no connection meanwhile. */
const ENDPOINTS = 16;

/** Database connections: two for every slice, which claims while it records; deliveries, texts, look-ups and the rest share thirty. */
const POOL = { mass_mail: 2 * SLICE_PLACES, rest: NOTIFIERS + 30 };

/** Runs the workers of a part's task queues until told to stop; resolves when nothing is left in hand. */
export async function runWorker(settings: WorkerSettings): Promise<void> {
  const { log, part, stopping } = settings;
  Runtime.install({
    logger: temporalLogger(log),
    // Its native part's too, which would write lines of its own.
    telemetryOptions: { logging: { forward: {} } },
    shutdownSignals: [],
  });
  const { connectionOptions, namespace = "default" } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const clientConnection = await Connection.connect(connectionOptions);
  const client = new Client({
    ...{ connection: clientConnection, namespace },
    interceptors: { workflow: [traceCalls] },
  });
  const orm = await connectDatabase({
    url: settings.databaseUrl,
    poolSize: part === "all" ? POOL.mass_mail + POOL.rest : POOL[part],
  });
  const meter = settings.meter ?? openMeter(workerMetrics);
  const contextOf = createWorkerContext({
    ...{ ...settings, orm, calls: createWorkflowCalls(client) },
    chooseProvider: measureProviders(settings.chooseProvider, meter),
  });
  const campaign = createCampaignActivities(contextOf, stopping);
  const shared = {
    ...{ connection, namespace, shutdownGraceTime: "30 seconds" as const },
    ...(isTracing() && { interceptors: { activity: [traceActivities], workflowModules: [carryTrace] } }),
  };
  const { sendSlice, ...bulk } = campaign;
  const massMail: readonly WorkerOptions[] = [
    {
      ...shared,
      taskQueue: EMAIL_BROADCAST,
      activities: { sendSlice },
      maxConcurrentActivityTaskExecutions: SLICE_PLACES,
      maxHeartbeatThrottleInterval: "1 second",
    },
  ];
  const deliveries = {
    ...shared,
    activities: createDeliveryActivities(contextOf),
    maxConcurrentActivityTaskExecutions: 8,
  };
  const rest: readonly WorkerOptions[] = [
    {
      ...shared,
      taskQueue: WORKFLOWS,
      ...(settings.workflowBundle
        ? { workflowBundle: settings.workflowBundle }
        : { workflowsPath: fileURLToPath(import.meta.resolve("@packpost/workflows/all-workflows")) }),
    },
    { ...deliveries, taskQueue: EMAIL_TRANSACTIONAL },
    { ...deliveries, taskQueue: SMS_CONVERSATION },
    {
      ...shared,
      taskQueue: SMS_ALERT,
      activities: createPacerActivities(contextOf),
      maxConcurrentActivityTaskExecutions: PACERS,
    },
    {
      ...shared,
      taskQueue: CONVERSATION,
      activities: createConversationActivities(contextOf),
      maxConcurrentActivityTaskExecutions: NOTIFIERS,
    },
    {
      ...shared,
      taskQueue: WEBHOOK_OUT,
      activities: createWebhookActivities(contextOf),
      maxConcurrentActivityTaskExecutions: ENDPOINTS,
    },
    {
      ...shared,
      taskQueue: BULK,
      activities: {
        ...bulk,
        ...createAlertActivities(contextOf),
        ...createIncomingFilesActivities(contextOf),
        ...createCustomerImportActivities(contextOf),
        ...createSenderActivities(contextOf, { orm, log }),
        ...createProviderActivities(contextOf, { orm, log }),
        ...createSuppressionActivities(contextOf, { orm, log }),
        ...createSweepActivities(contextOf, { orm, client, log, meter }),
      },
      maxConcurrentActivityTaskExecutions: 8,
    },
  ];
  const wanted = { all: [...massMail, ...rest], mass_mail: massMail, rest }[part];
  const workers = await Promise.all(wanted.map((options) => Worker.create(options)));
  const endSchedules =
    part === "mass_mail"
      ? async () => undefined
      : await lookAfterInstallation(settings, { client, orm, meter });

  const isReady = () =>
    !stopping.aborted &&
    workers.every((worker) => worker.getState() === "RUNNING") &&
    (settings.isReady?.() ?? true);
  const status =
    settings.status &&
    (await startStatusServer({
      ...{ ...settings.status, registry: meter.registry, isReady },
      ...(settings.metrics && { metrics: () => settings.metrics?.(meter) ?? meter.registry.metrics() }),
    }));
  const stop = () => {
    for (const worker of workers) if (worker.getState() === "RUNNING") worker.shutdown();
    void endSchedules();
  };
  stopping.addEventListener("abort", stop, { once: true });
  try {
    const running = Promise.all(workers.map((worker) => worker.run()));
    if (stopping.aborted) stop();
    settings.onRunning?.();
    log.info({ part }, "the worker is running");
    await running;
  } finally {
    await endSchedules();
    status?.close();
    await orm.close();
    await clientConnection.close();
    await connection.close();
  }
}

/** Once an installation, not once a process of it: schedules, whether the database keeps what it promises, and whether it is the same (O4). @returns ends it */
async function lookAfterInstallation(
  { log, schedules }: WorkerSettings,
  { client, orm, meter }: { client: Client; orm: Orm; meter: Meter },
): Promise<() => Promise<void>> {
  await ensureSchedules(client);
  for (const problem of await findDurabilityProblems(orm)) log.warn(problem);
  const endMark = await keepMark({ client, orm, log, meter });
  const endSchedules = keepSchedules(client, { log, ...schedules });
  const endFigures = keepFigures({ orm, log, meter });
  return async () => {
    endFigures();
    await Promise.all([endMark(), endSchedules()]);
  };
}
