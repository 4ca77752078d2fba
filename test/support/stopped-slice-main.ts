import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { initOrm } from "@packpost/db/orm";
import * as z from "zod";
import { createProviderChoice } from "../../apps/worker/src/choose-provider.ts";
import { createWorkerContext } from "../../apps/worker/src/worker-context.ts";
import { quietCalls, silent } from "./contexts.ts";
import { memoryStorage } from "./memory-storage.ts";
import { wrapEmail } from "./wrap-email.ts";

/**
 * One slice of a campaign in a process that stops itself between its first claim and the call, and says on its standard
 * output what the call came to once it was continued.
 */
const env = z
  .object({
    DATABASE_URL: z.string(),
    SANDBOX_URL: z.string(),
    APP_URL: z.string(),
    AUTH_SECRET: z.string(),
    ORGANISATION_ID: z.string(),
    CAMPAIGN_ID: z.string(),
    CALL_MS: z.coerce.number(),
  })
  .parse(process.env);

const orm = await initOrm({ url: env.DATABASE_URL });
const choose = createProviderChoice({ sandboxUrl: env.SANDBOX_URL, apiUrl: "", serverToken: undefined });
const stopAfterThis = new AbortController();
const contextOf = createWorkerContext({
  orm,
  apiUrl: "http://api.packpost.test",
  appUrl: env.APP_URL,
  authSecret: env.AUTH_SECRET,
  storage: memoryStorage(),
  log: silent,
  calls: quietCalls,
  realMail: false,
  chooseProvider: wrapEmail(choose, (email) => ({
    ...email,
    async sendBatch(mails, options) {
      stopAfterThis.abort();
      process.kill(process.pid, "SIGSTOP");
      const outcome = await email.sendBatch(mails, options);
      process.stdout.write(outcome.outcome);
      return outcome;
    },
  })),
});
await sendSlice({
  ctx: contextOf(env.ORGANISATION_ID),
  input: { broadcastId: env.CAMPAIGN_ID, slice: 0, callMs: env.CALL_MS, signal: stopAfterThis.signal },
});
await orm.close(true);
