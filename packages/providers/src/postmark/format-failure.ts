/** Longer words are a page, not a sentence. */
const MOST_WORDS = 500;

/** What staff read where a network or a proxy says only a code. */
const networkWords: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo/, "The mail provider's name could not be looked up (DNS)"],
  [
    /certificate|self-signed|altname|SSL|TLS|EPROTO/i,
    "The secure connection to the mail provider failed (TLS)",
  ],
  [/ECONNREFUSED/, "The mail provider did not take the connection"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN/, "The mail provider could not be reached"],
  [/ECONNRESET|EPIPE|socket hang up|aborted/, "The connection to the mail provider broke off"],
];

const statusWords: Readonly<Record<number, string>> = {
  401: "The key (server token) was not accepted",
  403: "The mail provider does not allow this",
  404: "There is nothing at this address of the mail provider",
  407: "A proxy on the way to the mail provider wants a password",
  413: "The mail is too large for the mail provider",
  422: "The mail provider could not work with the request",
  429: "Too many requests; we are to wait",
};

/**
 * Why a call failed, in words that staff can read: the provider's own where it gave any, else what its status or the
 * network's code means, with the code.
 * @param status HTTP status; 0 = there was no whole answer
 * @param said the provider's own words, or the client library's
 */
export function formatFailure(status: number, said: string): string {
  const words = plainWords(said);
  if (status === 0) {
    const known = networkWords.find(([pattern]) => pattern.test(words))?.[1];
    return known === undefined ? words : `${known}: ${words}`;
  }
  if (words !== "" && !/^Request returned status code \d+$/.test(words)) return words;
  if (status >= 300 && status < 400)
    return `The address of the mail provider leads elsewhere (status ${status})`;
  const known = statusWords[status] ?? (status >= 500 ? "The mail provider has a fault" : undefined);
  return known === undefined
    ? `The mail provider answered with status ${status}`
    : `${known} (status ${status})`;
}

/** Words from outside as they may be kept and shown: of bounded length, without control characters (PostgreSQL refuses NUL). */
export function plainWords(said: string): string {
  const words = said.replaceAll(/\p{Cc}+/gu, " ").trim();
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
}
