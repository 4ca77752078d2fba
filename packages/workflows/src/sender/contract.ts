export interface SenderCheckInput {
  /** One organisation, now; without it all whose last look is a day old. */
  readonly organisationId?: string;
}

export interface SenderActivities {
  /** Looks at the senders' domains; an organisation that fails does not stop the others. */
  checkSenders(input: SenderCheckInput): Promise<void>;
}
