import type { TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { AppRouter } from "#web/server/router.ts";
import { freshProof } from "./fresh-proof.ts";

/** A call that is refused for want of a fresh proof waits until it was given, and is made again: nothing that called it knows. */
export const askForProof: TRPCLink<AppRouter> = () => (call) =>
  observable((observer) => {
    let running: Unsubscribable | undefined;
    let left = false;
    const make = (again: boolean) => {
      running = call.next(call.op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          const refused = error.data?.error;
          if (again || refused?.code !== "step_up_required") return observer.error(error);
          const wanted = refused.details?.wanted === "factor" ? "factor" : "password";
          void freshProof.ask(wanted).then((proved) => {
            if (left) return;
            if (proved) make(true);
            else observer.error(error);
          });
        },
      });
    };
    make(false);
    return () => {
      left = true;
      running?.unsubscribe();
    };
  });
