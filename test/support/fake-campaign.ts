import type { CampaignActivities, NextStep, SliceResult } from "@packpost/workflows/campaign/contract";
import { BULK, EMAIL_BROADCAST, WORKFLOWS } from "@packpost/workflows/task-queues";
import { type NativeConnection, Worker } from "@temporalio/worker";

/** Activities that only tell what they were asked; the row's answers are written down beforehand. */
export class FakeCampaign {
  /** What was called, in order: `nextStep`, `sendSlice 3`, … */
  readonly calls: string[] = [];
  /** Answers of `nextStep`, in turn; after the last one `end`. A function may do something first. */
  steps: (NextStep | (() => Promise<NextStep>))[] = [];
  /** What is next as the snapshot's activity, or the one that closes, tells with its result; else `nextStep` is asked. */
  told: { snapshot?: () => Promise<NextStep>; finish?: () => Promise<NextStep> } = {};
  sendSlice: (slice: number) => Promise<SliceResult> = async () => ({ claimed: 5_000, stopped: false });
  /** The most slices that were in hand at the same time. */
  most = 0;
  #now = 0;

  readonly activities: CampaignActivities = {
    nextStep: async () => {
      this.calls.push("nextStep");
      const step = this.steps.shift() ?? { do: "end" };
      return typeof step === "function" ? step() : step;
    },
    snapshotAudience: async () => {
      this.calls.push("snapshotAudience");
      const next = await this.told.snapshot?.();
      return { slices: 1, ...(next && { next }) };
    },
    sendSlice: async ({ slice }) => {
      this.calls.push(`sendSlice ${slice}`);
      this.#now += 1;
      this.most = Math.max(this.most, this.#now);
      try {
        return await this.sendSlice(slice);
      } finally {
        this.#now -= 1;
      }
    },
    reconcileClaims: async () => {
      this.calls.push("reconcileClaims");
    },
    cancelRest: async () => {
      this.calls.push("cancelRest");
    },
    finishCampaign: async () => {
      this.calls.push("finishCampaign");
      const next = await this.told.finish?.();
      return next && { next };
    },
  };

  /** Workers of the three task queues; run `work` with them, then stop. */
  async during<T>(
    options: { connection: NativeConnection; namespace: string; codePath: string },
    work: () => Promise<T>,
  ): Promise<T> {
    const { connection, namespace } = options;
    const activities = { ...this.activities };
    const workers = await Promise.all([
      Worker.create({
        connection,
        namespace,
        taskQueue: WORKFLOWS,
        workflowBundle: { codePath: options.codePath },
      }),
      Worker.create({ connection, namespace, taskQueue: EMAIL_BROADCAST, activities }),
      Worker.create({ connection, namespace, taskQueue: BULK, activities }),
    ]);
    const running = Promise.all(workers.map((worker) => worker.run()));
    try {
      return await Promise.race([work(), running.then(() => Promise.reject(new Error("a worker ended")))]);
    } finally {
      for (const worker of workers) worker.shutdown();
      await running;
    }
  }
}
