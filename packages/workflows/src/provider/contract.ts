export interface ProviderKeyTestInput {
  readonly organisationId: string;
  readonly testId: string;
}

export interface ProviderRegistrationInput {
  /** One organisation, now; without it all of whom something is to be told. */
  readonly organisationId?: string;
}

export interface ProviderActivities {
  /** Asks the provider about a key that somebody wants to use, and saves it if it opens an account. */
  testProviderKey(input: ProviderKeyTestInput): Promise<void>;
  /** Tells providers where to report; an organisation that fails does not stop the others. */
  registerWithProviders(input: ProviderRegistrationInput): Promise<void>;
}

/** One test is one workflow, however often it is started. */
export function providerKeyTestWorkflowId({ testId }: ProviderKeyTestInput): string {
  return `provider-key-test/${testId}`;
}
