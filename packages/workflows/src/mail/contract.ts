import type { SendTimings } from "../campaign/contract.ts";

/** Ids alone: the row says everything else. */
export interface MailInput {
  readonly organisationId: string;
  readonly mailId: string;
  readonly timings?: Partial<SendTimings>;
}

/** One activity's view of the mail, with the timings filled in. */
export interface MailStepInput {
  readonly organisationId: string;
  readonly mailId: string;
  readonly timings: SendTimings;
}

/** What the row says after a step. */
export type MailStep =
  | { readonly do: "end" }
  /** Nothing to do for so many milliseconds. */
  | { readonly do: "wait"; readonly ms: number; readonly why: string }
  /** It was not accepted for a passing reason: again after at least so many milliseconds. */
  | { readonly do: "again"; readonly ms: number };

export interface MailActivities {
  /** Does what the row says is next: claim, call and record, or ask the provider about an unanswered call. */
  advanceMail(input: MailStepInput): Promise<MailStep>;
}

/** The one workflow of a mail; starting it twice is success. */
export function mailWorkflowId(mailId: string): string {
  return `mail/${mailId}`;
}
