/** Where somebody who signs in stands. */
export interface SignInState {
  /** As typed: it survives a mistake. */
  readonly email: string;
  /** The password was right, and this may be used for the second step; null = the first step. */
  readonly secondStep: { readonly passkey: boolean; readonly authenticator: boolean } | null;
  /** Why the last try did not work, and what to do. */
  readonly problem: { readonly message: string; readonly nextStep?: string | undefined } | null;
}
