/** Most addresses of one preview (C6). */
export const MOST_ADDRESSES = 10;
/** Most previews of one person within an hour (C6). */
export const MOST_AN_HOUR = 30;

export interface AddressEntry {
  /** As it was typed. */
  readonly text: string;
  /** The bare address; null when there is none in it. */
  readonly address: string | null;
}

// One @ and a host with a dot, printable ASCII; whether it exists only the provider finds out. No validation library: pages
// load this.
const addressPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const mostCharacters = 254;

/**
 * Reads a list of addresses, separated by commas, semicolons or line breaks; each bare or as `Name <address>`. An address
 * that stands twice counts once. Browser-safe.
 */
export function parseAddresses(list: string): AddressEntry[] {
  const seen = new Set<string>();
  return list
    .split(/[,;\n\r]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((text) => {
      const bare = /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text;
      return { text, address: bare.length <= mostCharacters && addressPattern.test(bare) ? bare : null };
    })
    .filter(({ text, address }) => {
      const key = (address ?? text).toLowerCase();
      return seen.has(key) ? false : seen.add(key);
    });
}
