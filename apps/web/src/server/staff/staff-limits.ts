import { clientAddress } from "#web/server/auth/client-address.ts";
import { limitsOf } from "#web/server/limits.ts";

const MINUTE = 60;

/**
 * How often what, in so many seconds. A mailbox is written to as often as its links work for: whoever is refused has one there that works,
 * so that strangers who ask in somebody's name keep nobody out. A network has room for a whole office, and what is typed at a link
 * costs a look at a password each time.
 */
const asking = limitsOf(
  "password-ask",
  { mailbox: [3, 30 * MINUTE], network: [60, 15 * MINUTE] },
  "A new password was asked for several times just now.",
);
const looking = limitsOf("staff-link", { link: [60, 15 * MINUTE] }, "That was tried very often.");

/** Counts somebody who asks for a new password, whether anybody has that address or not. @throws {PackpostError} rate_limited */
export function countAsking(mailbox: string, headers: Headers): Promise<void> {
  const network = clientAddress(headers);
  return asking.count([...(network === null ? [] : ([["network", network]] as const)), ["mailbox", mailbox]]);
}

/** Counts a look at a password that somebody wants at a link of theirs. @throws {PackpostError} rate_limited */
export function countLook(hash: string): Promise<void> {
  return looking.count([["link", hash]]);
}
