import type { WorkflowClientInterceptor } from "@temporalio/client";
import { defaultPayloadConverter, type Headers } from "@temporalio/common";
import type { ActivityInterceptorsFactory } from "@temporalio/worker";
import { currentTraceparent, inSpan } from "./spans.ts";

/** As in HTTP. Its workflow side is workflows/tracing/carry-trace. */
const HEADER = "traceparent";

function withTrace<T extends { readonly headers: Headers }>(input: T): T {
  const traceparent = currentTraceparent();
  if (traceparent === undefined) return input;
  return {
    ...input,
    headers: { ...input.headers, [HEADER]: defaultPayloadConverter.toPayload(traceparent) },
  };
}

/** Starts and signals carry where they were asked for. */
export const traceCalls: WorkflowClientInterceptor = {
  start: (input, next) => next(withTrace(input)),
  startWithDetails: (input, next) => next(withTrace(input)),
  signal: (input, next) => next(withTrace(input)),
  signalWithStart: (input, next) => next(withTrace(input)),
};

/** An activity is a span below what its workflow was started or signalled by. */
export const traceActivities: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute: (input, next) => {
      const header = input.headers[HEADER];
      const parent = header ? defaultPayloadConverter.fromPayload<string>(header) : undefined;
      const attributes = {
        "packpost.workflow_id": info.workflowExecution?.workflowId ?? "",
        "packpost.task_queue": info.taskQueue,
        "packpost.try": info.attempt,
      };
      return inSpan(`activity ${info.activityType}`, attributes, () => next(input), parent);
    },
  },
});
