import { readAddress } from "./read-address.ts";
import { splitList } from "./split-list.ts";

/** One entry of a list of addresses. */
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
export function readAddressList(list: string): AddressEntry[] {
  const seen = new Set<string>();
  return splitList(list).flatMap((text) => {
    const read = readAddress(text);
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
