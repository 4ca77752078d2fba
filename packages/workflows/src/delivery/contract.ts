import type { SendTimings } from "../campaign/contract.ts";

/** Its id, and what it is for; the row says everything else. */
export interface DeliveryInput {
  readonly organisationId: string;
  readonly deliveryId: string;
  /** "preview", "copy" and so on: what Temporal's page calls it. */
  readonly purpose: string;
  readonly timings?: Partial<SendTimings>;
}

/** One activity's view of the delivery, with the timings filled in. */
export interface DeliveryStepInput {
  readonly organisationId: string;
  readonly deliveryId: string;
  readonly timings: SendTimings;
}

/** What the row says after a step. */
export type DeliveryStep =
  /** Nothing is left to do; this is what became of it. */
  | { readonly do: "end"; readonly status: string }
  /** Nothing to do for so many milliseconds. */
  | { readonly do: "wait"; readonly ms: number; readonly why: string };

export interface DeliveryActivities {
  /** Does what the row says is next: claim, call and record, or ask the provider about an unanswered call. */
  advanceDelivery(input: DeliveryStepInput): Promise<DeliveryStep>;
}

/** The one workflow of a delivery; starting it twice is success. */
export function deliveryWorkflowId(deliveryId: string): string {
  return `delivery/${deliveryId}`;
}
