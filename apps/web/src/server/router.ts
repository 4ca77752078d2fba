import { createRouter } from "./procedures.ts";
import { accountRouter } from "./routers/account.ts";
import { audienceRouter } from "./routers/audience.ts";
import { campaignRouter } from "./routers/campaign.ts";
import { liveRouter } from "./routers/live.ts";
import { mailRouter } from "./routers/mail.ts";
import { settingsRouter } from "./routers/settings.ts";
import { suppressionRouter } from "./routers/suppression.ts";

/** Everything the browser may call. */
export const appRouter = createRouter({
  account: accountRouter,
  audience: audienceRouter,
  campaign: campaignRouter,
  live: liveRouter,
  mail: mailRouter,
  suppression: suppressionRouter,
  settings: settingsRouter,
});

export type AppRouter = typeof appRouter;
