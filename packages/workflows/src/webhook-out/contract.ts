import { defineSignal } from "@temporalio/workflow";

/** The endpoint: its row says everything else. */
export interface WebhookInput {
  readonly organisationId: string;
  readonly endpointId: string;
}

export type WebhookStep =
  /** It has been told everything, or is not to be told anything. */
  | { readonly do: "end"; readonly why: string }
  | { readonly do: "wait"; readonly ms: number; readonly why: string };

export interface WebhookActivities {
  /** Tells an endpoint what has changed behind its place, for some seconds at most, and says when to go on. */
  tellEndpoint(input: WebhookInput): Promise<WebhookStep>;
}

/** Staff have changed something of it: look at the row now. */
export const webhookChangedSignal = defineSignal("changed");

/** The one workflow of an endpoint. */
export function webhookWorkflowId(endpointId: string): string {
  return `webhook/${endpointId}`;
}
