import { setPriority } from "node:os";
import { createLogger } from "@packpost/core/log/create-logger";
import { type Meter, openMeter } from "@packpost/core/metrics/meter";
import { startTracing } from "@packpost/core/tracing/start-tracing";
import { openStorage } from "@packpost/storage/open-storage";
import { createProviderAccounts, createProviderChoice } from "./choose-provider.ts";
import { env } from "./env.ts";
import { ASK_METRICS, keepMassMail, MASS_MAIL } from "./keep-mass-mail.ts";
import { workerMetrics } from "./measure-providers.ts";
import { readAllMetrics } from "./read-all-metrics.ts";
import { runWorker } from "./run-worker.ts";

/** As `nice` has it: 0 is everybody else's, 19 the lowest. */
const MASS_MAIL_PRIORITY = 5;

const log = createLogger("worker", env.LOG_LEVEL);
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

/** The process that main.ts has started for mass mail, at a lower priority than whatever somebody waits for. */
const isMassMail = process.argv[2] === MASS_MAIL;
if (isMassMail) {
  setPriority(MASS_MAIL_PRIORITY);
  process.once("disconnect", () => stopping.abort());
}

try {
  const endTracing = await startTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: "worker" });
  const accounts = {
    sandboxUrl: env.SANDBOX_URL,
    accountToken: env.POSTMARK_ACCOUNT_TOKEN,
    apiUrl: env.POSTMARK_API_URL,
    serverToken: env.POSTMARK_SERVER_TOKEN,
    twilio: {
      ...{ apiUrl: env.TWILIO_API_URL, accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN },
    },
    secretsKey: env.SECRETS_KEY,
    previousSecretsKey: env.SECRETS_KEY_PREVIOUS,
  };
  const meter = openMeter(workerMetrics);
  if (isMassMail)
    process.on("message", async (asked) => {
      if (asked === ASK_METRICS) process.send?.(await meter.registry.getMetricsAsJSON());
    });
  const massMail = isMassMail ? undefined : keepMassMail({ log, stopping: stopping.signal });
  await runWorker({
    part: isMassMail ? "mass_mail" : "rest",
    databaseUrl: env.DATABASE_URL,
    appUrl: env.APP_URL,
    apiUrl: env.API_URL,
    authSecret: env.AUTH_SECRET,
    storage: openStorage(env.STORAGE_URL),
    previousAuthSecret: env.AUTH_SECRET_PREVIOUS,
    status: isMassMail ? null : { host: env.HOST, port: env.METRICS_PORT },
    meter,
    ...(massMail && { metrics: (own: Meter) => readAllMetrics(own, massMail) }),
    chooseProvider: createProviderChoice(accounts),
    accountsOf: createProviderAccounts(accounts),
    realMail: env.SANDBOX_URL === undefined,
    log,
    stopping: stopping.signal,
    isReady: () => massMail?.isReady() ?? true,
    onRunning: () => process.send?.("running"),
  });
  await massMail?.ended;
  await endTracing();
} catch (error) {
  log.fatal({ err: error }, "the worker ended");
  // What stands half built would keep the process alive, doing nothing; mass mail ends when this process does.
  process.exit(1);
} finally {
  // Whoever listens on the channel would keep the process alive.
  if (process.connected) process.disconnect();
}
