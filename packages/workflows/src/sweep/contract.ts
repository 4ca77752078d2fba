export interface SweepActivities {
  /** Starts or wakes every campaign whose row has work that no workflow has seen. */
  wakeCampaigns(): Promise<{ woken: number }>;
  /** Starts every single mail that has work and is not new; one that runs is left alone. */
  startMails(): Promise<{ started: number }>;
  /** Applies events that came before what they speak of, and drops raw events past each organisation's retention and reviews nobody sent by. */
  tidyEvents(): Promise<void>;
  /** Asks the provider once more about what is shown as unconfirmed. */
  settleUnconfirmed(): Promise<void>;
  /** Runs the invariant check over every organisation; a broken one is logged and counted. */
  checkInvariants(): Promise<{ broken: number }>;
}
