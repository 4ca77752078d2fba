import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "#web/server/router.ts";
import { pageRole } from "./page-role.ts";

/** Tells the page of every call, or stream, that its person's role does not allow (any more). */
export const watchRole: TRPCLink<AppRouter> = () => (call) =>
  observable((observer) =>
    call.next(call.op).subscribe({
      next: (value) => observer.next(value),
      complete: () => observer.complete(),
      error: (error) => {
        if (error.data?.error.code === "forbidden") pageRole.doubt();
        observer.error(error);
      },
    }),
  );
