"use client";

import { nameOfUnseen, tooManyWords } from "./character-words.ts";
import classes from "./text-parts.module.css";

interface TextPartsProps {
  /** Characters left; below 0 = too many. */
  left: number;
  /** How many texts it is on its way, each of which is charged. */
  parts: number;
  /** A character that makes the parts short, and what can stand for it. */
  culprit: { readonly character: string; readonly plain: string } | null;
  onReplace: (culprit: { readonly character: string; readonly plain: string }) => void;
  /** A carrier's keyword that it invites as an answer. */
  invited: string | null;
}

/** What a text costs on its way, as it is typed: the one counter of every composer (A4, T32). */
export function TextParts({ left, parts, culprit, onReplace, invited }: TextPartsProps) {
  return (
    <div className={classes.parts} aria-live="polite">
      <span data-tone={left < 0 ? "bad" : undefined}>
        {left < 0 ? `${tooManyWords(-left)} for a text` : `${left.toLocaleString("en")} left`}
        {parts > 0 && ` · counts as ${parts === 1 ? "1 text" : `${parts} texts`}`}
      </span>
      {culprit !== null && (
        <span data-tone="costs">
          {nameOfUnseen(culprit.character) ?? (
            <>
              “<bdi>{culprit.character}</bdi>”
            </>
          )}{" "}
          makes texts short: 70 characters each instead of 160.{" "}
          <button type="button" className={classes.replace} onClick={() => onReplace(culprit)} data-touch>
            {culprit.plain.trim() === "" ? "Take it out" : `Replace with ${culprit.plain}`}
          </button>
        </span>
      )}
      {invited !== null && (
        <span data-tone="look">
          Whoever answers {invited} is blocked by their carrier: ask for another word, such as CHANGE.
        </span>
      )}
    </div>
  );
}
