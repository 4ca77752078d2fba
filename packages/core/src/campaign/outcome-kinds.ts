import type { BounceKind, DropReason } from "@packpost/db/entities/recipient.entity";

/** Why the provider refused a mail before sending it (C9). Browser-safe: the types are all it imports. */
export const dropReasons = [
  "invalid_address",
  "earlier_bounce",
  "earlier_complaint",
  "unsubscribed",
  "blocked_by_hand",
  "inactive",
  "other",
] as const satisfies readonly DropReason[];

/** What a bounce was: of the address for good or for now, or about the sender or the text. */
export const bounceWords = ["hard", "soft", "blocked", "policy", "spam_content"] as const satisfies readonly (
  | "hard"
  | "soft"
  | BounceKind
)[];
export type BounceWord = (typeof bounceWords)[number];

/** The one word for a bounce; what it says of sender or text tells more than "soft", a hard one most of all. */
export function bounceWordOf(line: {
  bounce: "hard" | "soft" | null;
  bounceKind: BounceKind | null;
}): BounceWord | null {
  return line.bounce === "hard" ? "hard" : (line.bounceKind ?? line.bounce);
}
