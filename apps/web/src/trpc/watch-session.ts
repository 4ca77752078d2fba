import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "#web/server/router.ts";
import { pageSession } from "./page-session.ts";

/** Tells the page's session of every call that was refused because it has ended: queries, mutations and streams alike. */
export const watchSession: TRPCLink<AppRouter> = () => (call) =>
  observable((observer) =>
    call.next(call.op).subscribe({
      next: (value) => observer.next(value),
      complete: () => observer.complete(),
      error: (error) => {
        if (error.data?.httpStatus === 401) pageSession.end();
        observer.error(error);
      },
    }),
  );
