import { shownAddress } from "@packpost/db/address";
import { readNumber, shownNumber } from "../address/read-number.ts";
import type { SuppressionChannel, SuppressionKind } from "./enums.ts";
import { type ReadBlock, readBlock } from "./read-block.ts";

/** What somebody wants blocked on a channel: an address or a domain, or a number. */
export type ReadBlocked = ReadBlock | { readonly kind: "number"; readonly key: string };

/** Reads what is typed to be blocked: for mail as {@link readBlock} does, for texts as one telephone number. */
export function readBlocked(channel: SuppressionChannel, typed: string): ReadBlocked {
  if (channel === "email") return readBlock(typed);
  const read = readNumber(typed);
  return "fault" in read ? { kind: "nobody", fault: read.fault } : { kind: "number", key: read.key };
}

/** A suppression's value as people read it. */
export function shownBlocked(kind: SuppressionKind, key: string): string {
  return kind === "number" ? shownNumber(key) : shownAddress(key);
}
