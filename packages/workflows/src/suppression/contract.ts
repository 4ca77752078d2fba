export interface SuppressionSyncInput {
  /** One organisation alone; all when missing. */
  readonly organisationId?: string;
}

export interface SuppressionActivities {
  /** Compares suppressions with the provider's and makes both the same; an organisation that fails does not stop the others. */
  syncSuppressions(input: SuppressionSyncInput): Promise<void>;
}
