import { appendFileSync } from "node:fs";
import { createLogger } from "@packpost/core/log/create-logger";
import type { EmailProvider } from "@packpost/providers/email";
import type { SmsProvider } from "@packpost/providers/sms";
import { openStorage } from "@packpost/storage/open-storage";
import { storageUrlSchema } from "@packpost/storage/storage-url";
import { Context } from "@temporalio/activity";
import * as z from "zod";
import { createProviderAccounts, createProviderChoice } from "../../apps/worker/src/choose-provider.ts";
import { runWorker } from "../../apps/worker/src/run-worker.ts";
import { wrapEmail } from "./wrap-email.ts";

/**
 * The real worker as a process of its own for tests, with a bundle built before. FAULT makes it harm itself at one exact
 * point: `{ "at": "before-call" | "after-call" | "after-record", "call": n, "signal": "SIGKILL" | "SIGSTOP" }`.
 */
const env = z
  .object({
    DATABASE_URL: z.string(),
    SANDBOX_URL: z.string(),
    APP_URL: z.string(),
    API_URL: z.string().default("http://api.packpost.test"),
    AUTH_SECRET: z.string(),
    STORAGE_URL: storageUrlSchema,
    WORKFLOW_BUNDLE: z.string(),
    REPORT_FILE: z.string(),
    LOG_LEVEL: z.string().default("warn"),
    SECRETS_KEY: z.string().optional(),
    SCHEDULES_EVERY_MS: z.coerce.number().optional(),
    FAULT: z
      .string()
      .transform((text) => JSON.parse(text))
      .pipe(
        z.object({
          at: z.enum(["before-call", "after-call", "after-record"]),
          call: z.number(),
          signal: z.enum(["SIGKILL", "SIGSTOP"]),
        }),
      )
      .optional(),
  })
  .parse(process.env);

const report = (line: object) => appendFileSync(env.REPORT_FILE, `${JSON.stringify(line)}\n`);
let calls = 0;
let records = 0;

function harm(at: "before-call" | "after-call" | "after-record", count: number): void {
  if (env.FAULT?.at !== at || env.FAULT.call !== count) return;
  report({ harmed: at, count });
  process.kill(process.pid, env.FAULT.signal);
}

function faulty(mail: EmailProvider): EmailProvider {
  return {
    ...mail,
    async sendBatch(mails, options) {
      calls += 1;
      const call = calls;
      watchRecords();
      harm("before-call", call);
      const outcome = await mail.sendBatch(mails, options);
      harm("after-call", call);
      report({ call, mails: mails.length, outcome: outcome.outcome });
      return outcome;
    },
  };
}

/** A text is a call like a batch of mails. */
function faultyTexts(sms: SmsProvider): SmsProvider {
  return {
    ...sms,
    async sendText(text, options) {
      calls += 1;
      const call = calls;
      harm("before-call", call);
      const outcome = await sms.sendText(text, options);
      harm("after-call", call);
      report({ call, outcome: outcome.outcome });
      return outcome;
    },
  };
}

/** A slice heartbeats right after each record and before its next claim: there the activity's own context is told. */
function watchRecords(): void {
  const activity = Context.current();
  const heartbeat = activity.heartbeat;
  Object.defineProperty(activity, "heartbeat", {
    configurable: true,
    value: (details: unknown) => {
      Object.defineProperty(activity, "heartbeat", { configurable: true, value: heartbeat });
      records += 1;
      harm("after-record", records);
      heartbeat(details);
    },
  });
}

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
const accounts = {
  ...{ sandboxUrl: env.SANDBOX_URL, apiUrl: "", serverToken: undefined },
  secretsKey: env.SECRETS_KEY,
};
const choose = createProviderChoice(accounts);
await runWorker({
  part: "all",
  databaseUrl: env.DATABASE_URL,
  appUrl: env.APP_URL,
  apiUrl: env.API_URL,
  authSecret: env.AUTH_SECRET,
  storage: openStorage(env.STORAGE_URL),
  status: { host: "127.0.0.1", port: 0 },
  accountsOf: createProviderAccounts(accounts),
  chooseProvider: wrapEmail(choose, faulty, faultyTexts),
  realMail: false,
  log: createLogger("test-worker", env.LOG_LEVEL),
  stopping: stopping.signal,
  ...(env.SCHEDULES_EVERY_MS !== undefined && { schedules: { everyMs: env.SCHEDULES_EVERY_MS } }),
  workflowBundle: { codePath: env.WORKFLOW_BUNDLE },
});
