import { createLogger } from "@packpost/core/log/create-logger";
import { createProviderChoice } from "./choose-provider.ts";
import { env } from "./env.ts";
import { runWorker } from "./run-worker.ts";

const log = createLogger("worker", env.LOG_LEVEL);
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

try {
  const chooseProvider = createProviderChoice({
    sandboxUrl: env.SANDBOX_URL,
    accountToken: env.POSTMARK_ACCOUNT_TOKEN,
    apiUrl: env.POSTMARK_API_URL,
    serverToken: env.POSTMARK_SERVER_TOKEN,
    twilio: {
      ...{ apiUrl: env.TWILIO_API_URL, accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN },
    },
    secretsKey: env.SECRETS_KEY,
  });
  await runWorker({
    databaseUrl: env.DATABASE_URL,
    appUrl: env.APP_URL,
    apiUrl: env.API_URL,
    authSecret: env.AUTH_SECRET,
    previousAuthSecret: env.AUTH_SECRET_PREVIOUS,
    status: { host: env.HOST, port: env.METRICS_PORT },
    chooseProvider,
    realMail: env.SANDBOX_URL === undefined,
    log,
    stopping: stopping.signal,
  });
} catch (error) {
  log.fatal({ err: error }, "the worker ended");
  process.exitCode = 1;
}
