import { type BounceKind, bounceKinds } from "@packpost/db/enums";

export { dropReasons } from "@packpost/db/enums";

/** What a bounce was: of the address for good or for now, or about the sender or the text. */
export const bounceWords = ["hard", "soft", ...bounceKinds] as const;
export type BounceWord = (typeof bounceWords)[number];

/** The one word for a bounce; what it says of sender or text tells more than "soft", a hard one most of all. */
export function bounceWordOf(line: {
  bounce: "hard" | "soft" | null;
  bounceKind: BounceKind | null;
}): BounceWord | null {
  return line.bounce === "hard" ? "hard" : (line.bounceKind ?? line.bounce);
}
