/** The provider's own words, without the protocol's name before a server's. */
export function formatProvider(words: string | null): string | null {
  return words?.replace(/^smtp;\s*/gm, "") ?? null;
}
