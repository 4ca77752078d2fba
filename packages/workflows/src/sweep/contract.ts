import type { SendTimings } from "../campaign/contract.ts";

/** Timings other than in life are for tests alone. */
export interface UnconfirmedSweepInput {
  readonly timings?: Partial<SendTimings>;
}

/** As above. */
export type RestoreSweepInput = UnconfirmedSweepInput;

/** Of every organisation unless it names one. */
export interface AudienceSweepInput {
  readonly organisationId?: string;
}

export interface SweepActivities {
  /** Starts or wakes every broadcast, of whichever kind, whose row has work that no workflow has seen; named when there were campaigns alone. */
  wakeCampaigns(): Promise<{ woken: number }>;
  /** Starts every delivery that has work and is not new; one that runs is left alone. */
  startDeliveries(): Promise<{ started: number }>;
  /**
   * Starts the notifier of every thread of which somebody should have been told by now, places mails that wait, and has pictures fetched
   * that came with texts and mails; what runs is left alone.
   */
  startConversations(): Promise<{ started: number }>;
  /** Finds out why the provider refused addresses, wherever that is not known yet. */
  explainDrops(): Promise<void>;
  /** Keeps the audience of every pass ready. */
  keepAudiences(input: AudienceSweepInput): Promise<void>;
  /**
   * Applies events that came before what they speak of; drops raw events past each organisation's retention, drafts in which
   * nobody has ever written, reviews by which nobody has sent, and pictures that were uploaded and never sent.
   */
  tidyEvents(): Promise<void>;
  /** Goes on asking the provider about what is shown as unconfirmed, and wakes what waits again. */
  reconcileUnconfirmed(input: { readonly timings: SendTimings }): Promise<void>;
  /** While sending is held after a restore (O4): asks every organisation's providers what was sent since the backup. */
  reconcileRestored(input: { readonly timings: SendTimings }): Promise<void>;
  /** Starts the workflow of every outgoing webhook that has something to tell; one that runs is left alone. */
  startWebhooks(): Promise<{ started: number }>;
  /** Takes what people texted and no webhook told of. */
  listMissedTexts(): Promise<{ taken: number }>;
  /** Runs the invariant check over every organisation; a broken one is logged and counted. */
  checkInvariants(): Promise<{ broken: number }>;
}
