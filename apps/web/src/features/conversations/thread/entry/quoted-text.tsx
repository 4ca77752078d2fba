import type { FoldedPart } from "@packpost/core/conversation/read-entries";
import { useState } from "react";
import { BodyText } from "./body-text.tsx";
import classes from "./content.module.css";
import { Files } from "./files.tsx";

interface QuotedTextProps {
  /** All of the mail; null: what is shown is all of its text. */
  text: string | null;
  /** Pictures of a signature, or of what it quotes. */
  parts: readonly FoldedPart[];
}

/** All of a mail, with what it quoted and its signature's pictures (V9, T45): folded, never lost. */
export function QuotedText({ text, parts }: QuotedTextProps) {
  const [open, setOpen] = useState(false);
  const what = text === null ? "signature" : "quoted text";
  return (
    <>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-touch
      >
        {open ? `Hide ${what}` : `Show ${what}`}
      </button>
      {open && (
        <div className={classes.quoted}>
          {text !== null && <BodyText text={text} />}
          <FoldedParts parts={parts} />
        </div>
      )}
    </>
  );
}

/** Pictures small, below the text that they belong to. */
function FoldedParts({ parts }: { parts: readonly FoldedPart[] }) {
  if (parts.length === 0) return null;
  return (
    <div className={classes.foldedParts}>
      {parts.map(
        ({ id, fileName, width, height }) =>
          width !== null &&
          height !== null && (
            <a key={id} href={`/api/attachments/${id}`} target="_blank" rel="noreferrer">
              {/* biome-ignore lint/performance/noImgElement: behind our own access check, which Next's optimiser does not pass */}
              <img
                src={`/api/attachments/${id}`}
                alt={fileName}
                width={width}
                height={height}
                loading="lazy"
              />
            </a>
          ),
      )}
      <Files files={parts.filter(({ width }) => width === null)} />
    </div>
  );
}
