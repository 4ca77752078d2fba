import { deliveryWorkflowId } from "@packpost/workflows/delivery/contract";
import type { Client } from "@temporalio/client";

/** What a text passes through on its way, each in milliseconds after the press on Send. */
export interface TextTimeline {
  /** The message is in the database. */
  readonly committed: number;
  /** Temporal has its workflow. */
  readonly started: number;
  /** A worker has the workflow's first task in hand. */
  readonly taskStarted: number;
  /** Temporal knows that the text is to be sent. */
  readonly stepScheduled: number;
  /** A worker has that in hand. */
  readonly stepStarted: number;
  /** Its claim is committed. */
  readonly claimed: number;
  /** The provider has it. */
  readonly taken: number;
}

/** Where a text's time went, by the clocks of PostgreSQL, Temporal and provider, which are this machine's. */
export async function readTimeline(
  client: Client,
  text: {
    readonly deliveryId: string;
    readonly postedAt: number;
    readonly createdAt: Date;
    readonly claimedAt: Date;
    readonly takenAt: number;
  },
): Promise<TextTimeline> {
  const { events } = await client.workflow.getHandle(deliveryWorkflowId(text.deliveryId)).fetchHistory();
  const after = (at: number) => Math.round(at - text.postedAt);
  const at = (type: string) => {
    const found = (events ?? []).find((event) => Object.hasOwn(event, type) && event.eventTime);
    const { seconds = 0, nanos = 0 } = found?.eventTime ?? {};
    return after(Number(seconds) * 1000 + Number(nanos) / 1e6);
  };
  return {
    committed: after(text.createdAt.getTime()),
    started: at("workflowExecutionStartedEventAttributes"),
    taskStarted: at("workflowTaskStartedEventAttributes"),
    stepScheduled: at("activityTaskScheduledEventAttributes"),
    stepStarted: at("activityTaskStartedEventAttributes"),
    claimed: after(text.claimedAt.getTime()),
    taken: after(text.takenAt),
  };
}
