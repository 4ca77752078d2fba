import type { Headers } from "@temporalio/common";
import type { WorkflowInterceptorsFactory } from "@temporalio/workflow";

const HEADER = "traceparent";

/**
 * Hands on to a workflow's activities where it was started or last signalled from. Loaded by workers that trace, and by no others: it adds a
 * header to commands, which a replay does not look at.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let carried: Headers = {};
  const keep = (headers: Headers) => {
    const header = headers[HEADER];
    if (header) carried = { [HEADER]: header };
  };
  const add = <T extends { readonly headers: Headers }>(input: T): T => ({
    ...input,
    headers: { ...input.headers, ...carried },
  });
  return {
    inbound: [
      {
        execute: (input, next) => {
          keep(input.headers);
          return next(input);
        },
        handleSignal: (input, next) => {
          keep(input.headers);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(add(input)),
        continueAsNew: (input, next) => next(add(input)),
      },
    ],
  };
};
