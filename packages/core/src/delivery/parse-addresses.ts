import { type ReadAddress, readAddress } from "../address/read-address.ts";
import { splitList } from "../address/split-list.ts";

/** Most addresses of one preview (C6). */
export const MOST_ADDRESSES = 10;
/** Most previews of one person within an hour (C6). */
export const MOST_AN_HOUR = 30;

export interface AddressEntry {
  /** As it was typed. */
  readonly text: string;
  /** The bare address, its domain in xn-- form; null when there is none in it. */
  readonly address: string | null;
  /** What is wrong with it, in a sentence. */
  readonly fault: string | null;
}

/**
 * Reads a list of addresses as people paste it (see {@link splitList}); each bare or with a name. A mailbox that stands twice
 * counts once. Browser-safe; no validation library, since pages load this.
 */
export function parseAddresses(list: string): AddressEntry[] {
  const seen = new Set<string>();
  return splitList(list).flatMap((text) => {
    const read: ReadAddress = readAddress(text);
    const key = "key" in read ? read.key : text.toLowerCase();
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      "key" in read
        ? { text, address: read.address, fault: null }
        : { text, address: null, fault: read.fault },
    ];
  });
}
