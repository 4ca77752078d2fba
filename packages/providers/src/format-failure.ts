/** Longer words are a page, not a sentence. */
const MOST_WORDS = 500;

/** What staff read where a network or a proxy says only a code. */
const networkWords: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo/, "The {provider}'s name could not be looked up (DNS)"],
  [/certificate|self-signed|altname|SSL|TLS|EPROTO/i, "The secure connection to the {provider} failed (TLS)"],
  [/ECONNREFUSED/, "The {provider} did not take the connection"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN/, "The {provider} could not be reached"],
  [/ECONNRESET|EPIPE|socket hang up|aborted/, "The connection to the {provider} broke off"],
];

const statusWords: Readonly<Record<number, string>> = {
  401: "The key ({key}) was not accepted",
  403: "The {provider} does not allow this",
  404: "There is nothing at this address of the {provider}",
  407: "A proxy on the way to the {provider} wants a password",
  413: "The {message} is too large for the {provider}",
  422: "The {provider} could not work with the request",
  429: "Too many requests; we are to wait",
};

/** How staff call a provider, its key and what it carries. */
export interface ProviderWords {
  readonly provider: string;
  readonly key: string;
  readonly message: string;
}

/**
 * Why a call failed, in words that staff can read: the provider's own where it gave any, else what its status or the
 * network's code means, with the code.
 * @param status HTTP status; 0 = there was no whole answer
 * @param said the provider's own words, or the client library's
 * @param named how staff call this provider
 */
export function formatFailure(status: number, said: string, named: ProviderWords): string {
  const name = (sentence: string) =>
    sentence
      .replaceAll("{provider}", named.provider)
      .replaceAll("{key}", named.key)
      .replaceAll("{message}", named.message);
  const words = plainWords(said);
  if (status === 0) {
    const known = networkWords.find(([pattern]) => pattern.test(words))?.[1];
    return known === undefined ? words : `${name(known)}: ${words}`;
  }
  if (words !== "" && !/^Request returned status code \d+$/.test(words)) return words;
  if (status >= 300 && status < 400)
    return `The address of the ${named.provider} leads elsewhere (status ${status})`;
  const known = statusWords[status] ?? (status >= 500 ? "The {provider} has a fault" : undefined);
  return known === undefined
    ? `The ${named.provider} answered with status ${status}`
    : `${name(known)} (status ${status})`;
}

/** Words from outside as they may be kept and shown: of bounded length, without control characters (PostgreSQL refuses NUL). */
export function plainWords(said: string): string {
  const words = said.replaceAll(/\p{Cc}+/gu, " ").trim();
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
}
