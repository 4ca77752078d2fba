import { once } from "node:events";
import { createLogger } from "@packpost/core/log/create-logger";
import { openMeter } from "@packpost/core/metrics/meter";
import { startStatusServer } from "@packpost/core/metrics/status-server";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { startTracing } from "@packpost/core/tracing/start-tracing";
import { traceCalls } from "@packpost/core/tracing/temporal-interceptors";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { connectTemporal } from "@packpost/workflows/connect-temporal";
import { createApi } from "./create-api.ts";
import { openDatabase } from "./database.ts";
import { env } from "./env.ts";
import { apiMetrics, measureRequests } from "./http/measure-requests.ts";

const log = createLogger("api", env.LOG_LEVEL);
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

try {
  const endTracing = await startTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: "api" });
  const database = await openDatabase(env.DATABASE_URL);
  const client = connectTemporal([traceCalls]);
  const { POSTMARK_WEBHOOK_USER: user, POSTMARK_WEBHOOK_PASSWORD: password } = env;
  const api = createApi({
    ...database,
    log,
    calls: createWorkflowCalls(client),
    appUrl: env.APP_URL,
    apiUrl: env.API_URL,
    textAccounts: {
      seal: env.SECRETS_KEY === undefined ? null : createKeySeal(env.SECRETS_KEY, env.SECRETS_KEY_PREVIOUS),
      tokensOf: (organisationId) =>
        env.SANDBOX_URL === undefined
          ? [env.TWILIO_AUTH_TOKEN, env.TWILIO_AUTH_TOKEN_PREVIOUS].filter((token) => token !== undefined)
          : [`sandbox-${organisationId}`],
    },
    realMail: env.SANDBOX_URL === undefined,
    ...(user !== undefined &&
      password !== undefined && {
        environmentWebhook: { user, password, previousPassword: env.POSTMARK_WEBHOOK_PASSWORD_PREVIOUS },
      }),
  });
  const meter = openMeter(apiMetrics);
  measureRequests(api.server, meter);
  const isReady = () => !stopping.signal.aborted;
  const status =
    env.METRICS_PORT === undefined
      ? null
      : await startStatusServer({
          host: env.HOST,
          port: env.METRICS_PORT,
          registry: meter.registry,
          isReady,
        });
  api.server.listen(env.PORT, env.HOST);
  await once(api.server, "listening");
  log.info({ port: env.PORT }, "api started");
  if (!stopping.signal.aborted) await once(stopping.signal, "abort");
  log.info("api stopping");
  await api.close();
  status?.close();
  await client.connection.close();
  await database.close();
  await endTracing();
} catch (error) {
  log.fatal({ err: error }, "the api ended");
  // A port in use must be told to whoever starts us, so that it tries the next one.
  if (error instanceof Error) process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
