/** Whom passkeys are made for: this installation, by its address. */
export interface RelyingParty {
  /** The host, without its port: a passkey opens this one alone. */
  readonly id: string;
  readonly origins: readonly string[];
}

/** @param appUrl APP_URL @param origins what its pages may be reached at */
export function relyingPartyOf(appUrl: string, origins: readonly string[]): RelyingParty {
  return { id: new URL(appUrl).hostname, origins };
}
