import { createRouter } from "./procedures.ts";
import { accountRouter } from "./routers/account.ts";

/** Everything the browser may call. */
export const appRouter = createRouter({
  account: accountRouter,
});

export type AppRouter = typeof appRouter;
