import { countParts, type TextParts } from "./count-parts.ts";
import { MOST_CHARACTERS } from "./most-characters.ts";
import { findInvitedKeyword } from "./read-keyword.ts";
import { plainFor } from "./replace-character.ts";

/** All that a composer shows of a text as it is typed (A4, T26, T32). */
export interface TextDescription extends Pick<TextParts, "parts"> {
  /** Characters left of 1,600; below 0 = too many. */
  readonly left: number;
  /** The first character that makes the parts short, and what can stand for it. */
  readonly culprit: { readonly character: string; readonly plain: string } | null;
  /** A carrier's keyword that it invites as an answer. */
  readonly invited: string | null;
}

/** The one rule of every composer: thread, new message and alert. */
export function describeText(body: string): TextDescription {
  const { parts, culprits } = countParts(body);
  const [character] = culprits;
  return {
    ...{ parts, left: MOST_CHARACTERS - body.length },
    culprit: character === undefined ? null : { character, plain: plainFor(character) },
    invited: findInvitedKeyword(body) ?? null,
  };
}
