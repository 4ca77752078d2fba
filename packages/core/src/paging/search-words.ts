import { readAddress } from "../address/read-address.ts";

/**
 * What a search for people looks for: an address as people paste it (`mailto:`, `Name <address>`, quotes) is the address, all
 * else is what was typed. How names compare is the database's business (search_term).
 */
export function searchWords(search: string): string {
  if (!search.includes("@")) return search;
  const read = readAddress(search);
  return "key" in read ? read.key : search;
}
