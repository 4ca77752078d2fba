import { defineSignal } from "@temporalio/workflow";
import type { BroadcastStepInput, CampaignResult, NextStep, SendTimings } from "../campaign/contract.ts";

/** Ids alone: the row says everything else. */
export interface AlertInput {
  readonly organisationId: string;
  readonly alertId: string;
  readonly timings?: Partial<SendTimings>;
}

/** What the row says is to be done next. Nobody is sent to by it: the pacer does that, one text after the other. */
export type AlertStep = Exclude<NextStep, { readonly do: "send" }>;

export interface AlertActivities {
  /** Where people wait it also wakes the pacer. */
  nextAlertStep(input: BroadcastStepInput): Promise<AlertStep>;
  snapshotAlert(input: BroadcastStepInput): Promise<void>;
  reconcileAlert(input: BroadcastStepInput): Promise<void>;
  cancelAlertRest(input: BroadcastStepInput): Promise<void>;
  finishAlert(input: BroadcastStepInput): Promise<void>;
}

/** People of an alert by what has become of them: the workflow's result. */
export type AlertResult = CampaignResult;

/** The alert's row has changed, or what it waits for has happened: read it again. */
export const alertChangedSignal = defineSignal("alertChanged");

/** The one workflow of an alert; starting it twice is success. */
export function alertWorkflowId(alertId: string): string {
  return `alert/${alertId}`;
}

/** The one number of an organisation. */
export interface PacerInput {
  readonly organisationId: string;
  /** So long before its slot a text is claimed, in milliseconds; default {@link DEFAULT_LEAD_MS}. */
  readonly leadMs?: number;
  /** A text must be called within this time of its slot, in milliseconds; default {@link DEFAULT_CALL_MS}. */
  readonly callMs?: number;
}

/** Long enough for a claim on a busy machine, short enough that what it was judged by still holds. */
export const DEFAULT_LEAD_MS = 1_000;
export const DEFAULT_CALL_MS = 15_000;

/** What a turn leaves to be done. */
export type PacerStep =
  /** No alert has anybody waiting. */
  | { readonly do: "end" }
  /** 0 ms = a turn is due already. */
  | { readonly do: "wait"; readonly ms: number; readonly why: string };

export interface PacerActivities {
  /** Sends the next text at its slot, where that is near, and says when the next turn is. */
  takeTurn(input: Required<PacerInput>): Promise<PacerStep>;
}

/** There is somebody to text. Says nothing else: the rows do. */
export const wakePacerSignal = defineSignal("wake");

/** The one pacer of an organisation's number. */
export function pacerWorkflowId(organisationId: string): string {
  return `sms-pacer/${organisationId}`;
}
