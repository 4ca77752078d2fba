"use client";

import { countParts } from "@packpost/core/texting/count-parts";
import { MOST_CHARACTERS } from "@packpost/core/texting/most-characters";
import { findInvitedKeyword } from "@packpost/core/texting/read-keyword";
import { plainFor } from "@packpost/core/texting/replace-character";
import classes from "./text-parts.module.css";

interface TextPartsProps {
  body: string;
  onChange: (body: string) => void;
}

/** What a text costs on its way, as it is typed (A4, T32): the one counter of thread, new message and alert. */
export function TextParts({ body, onChange }: TextPartsProps) {
  const { parts, encoding, culprits, isTooLong } = countParts(body);
  const left = MOST_CHARACTERS - body.length;
  const [culprit] = culprits;
  const invited = findInvitedKeyword(body);
  return (
    <div className={classes.parts} aria-live="polite">
      <span data-tone={isTooLong ? "bad" : undefined}>
        {isTooLong
          ? `${Math.abs(left).toLocaleString("en")} characters too many for a text`
          : `${left.toLocaleString("en")} left`}
        {parts > 0 && ` · ${parts === 1 ? "1 part" : `${parts} parts`} · ${encoding}`}
      </span>
      {culprit !== undefined && (
        <span>
          {nameOf(culprit)} makes the parts short (70 characters instead of 160).{" "}
          <button
            type="button"
            className={classes.replace}
            onClick={() => onChange(body.replaceAll(culprit, plainFor(culprit)))}
            data-touch
          >
            {plainFor(culprit).trim() === "" ? "Take it out" : `Replace with ${plainFor(culprit)}`}
          </button>
        </span>
      )}
      {invited !== undefined && (
        <span data-tone="look">
          Whoever answers {invited} is blocked by their carrier: ask for another word, such as CHANGE.
        </span>
      )}
    </div>
  );
}

/** A blank cannot be seen, so it is named. */
function nameOf(character: string): string {
  if (character.trim() === "") return "A special blank";
  return `“${character}”`;
}
