import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "#web/server/router.ts";
import { pageConnection } from "./page-connection.ts";

/** Tells the page's connection of every call that is not answered, at once or for long, and of every stream that breaks. */
export const watchConnection: TRPCLink<AppRouter> = () => (call) =>
  observable((observer) => {
    const answered = call.op.type === "subscription" ? () => {} : pageConnection.awaitAnswer();
    const subscription = call.next(call.op).subscribe({
      next: (value) => {
        const { result } = value;
        if (result.type === "state" && result.state === "connecting" && result.error !== null)
          void pageConnection.doubt();
        answered();
        observer.next(value);
      },
      complete: () => observer.complete(),
      error: (error) => {
        answered();
        // Our server's refusals carry data.
        if (error.data === undefined || error.data === null) void pageConnection.doubt();
        observer.error(error);
      },
    });
    return () => {
      answered();
      subscription.unsubscribe();
    };
  });
