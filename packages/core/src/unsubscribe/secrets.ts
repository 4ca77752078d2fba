/** Shorter ones can be guessed. */
export const SHORTEST_SECRET = 32;

/** The secrets that links may be signed with: the current one, then those before it. */
export type LinkSecrets = readonly [current: string, ...previous: string[]];

/**
 * Reads AUTH_SECRET and AUTH_SECRET_PREVIOUS. Links of delivered mail must work for ever (RFC 8058, and the law), so the
 * previous ones may be several, separated by commas; one that has a comma itself is taken as a whole, too.
 * @param previous the value of AUTH_SECRET_PREVIOUS
 */
export function linkSecrets(current: string, previous: string | undefined): LinkSecrets {
  const told = previous === undefined ? [] : [previous, ...previous.split(",")];
  const usable = told.map((secret) => secret.trim()).filter((secret) => secret.length >= SHORTEST_SECRET);
  return [current, ...new Set(usable)];
}
