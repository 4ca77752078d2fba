import { createRouter } from "./procedures.ts";
import { accountRouter } from "./routers/account/account.ts";
import { alertRouter } from "./routers/alert.ts";
import { apiKeyRouter } from "./routers/api-key.ts";
import { audienceRouter } from "./routers/audience.ts";
import { auditRouter } from "./routers/audit.ts";
import { campaignRouter } from "./routers/campaign.ts";
import { conversationRouter } from "./routers/conversation.ts";
import { customerRouter } from "./routers/customer/customer.ts";
import { customerImportRouter } from "./routers/customer/customer-import.ts";
import { deliveryRouter } from "./routers/delivery.ts";
import { liveRouter } from "./routers/live.ts";
import { lookUpRouter } from "./routers/look-up.ts";
import { passRouter } from "./routers/pass.ts";
import { scheduleRouter } from "./routers/schedule.ts";
import { settingsRouter } from "./routers/settings.ts";
import { staffRouter } from "./routers/staff.ts";
import { suppressionRouter } from "./routers/suppression.ts";
import { webhookOutRouter } from "./routers/webhook-out.ts";

/** Everything the browser may call. */
export const appRouter = createRouter({
  account: accountRouter,
  alert: alertRouter,
  apiKey: apiKeyRouter,
  audience: audienceRouter,
  audit: auditRouter,
  campaign: campaignRouter,
  conversation: conversationRouter,
  customer: customerRouter,
  customerImport: customerImportRouter,
  delivery: deliveryRouter,
  live: liveRouter,
  lookUp: lookUpRouter,
  pass: passRouter,
  schedule: scheduleRouter,
  staff: staffRouter,
  suppression: suppressionRouter,
  settings: settingsRouter,
  webhookOut: webhookOutRouter,
});

export type AppRouter = typeof appRouter;
