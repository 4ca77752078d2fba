/** Its id alone: the row says everything else. */
export interface InboundMailInput {
  readonly organisationId: string;
  readonly mailId: string;
}

export interface InboundMailActivities {
  /** Writes a mail that came in into the thread it belongs to, or among those that staff have to place. */
  placeMail(input: InboundMailInput): Promise<void>;
}

/** The one workflow of a mail that came in; starting it twice is success. */
export function inboundMailWorkflowId(mailId: string): string {
  return `inbound-mail/${mailId}`;
}
