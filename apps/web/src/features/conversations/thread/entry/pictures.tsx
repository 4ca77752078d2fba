import type { EntryAttachment } from "@packpost/core/conversation/read-entries";
import classes from "./content.module.css";

const mostPx = 320;

/** The pictures of a message (V13), in their own shape before they are loaded; a press shows one as large as it is. */
export function Pictures({ pictures }: { pictures: readonly EntryAttachment[] }) {
  if (pictures.length === 0) return null;
  return (
    <div className={classes.pictures}>
      {pictures.map(({ id, width, height, fileName }) => (
        <a key={id} href={`/api/attachments/${id}`} target="_blank" rel="noreferrer">
          {/* biome-ignore lint/performance/noImgElement: behind our own access check, which Next's optimiser does not pass */}
          <img
            src={`/api/attachments/${id}`}
            alt={fileName}
            width={Math.min(width, mostPx)}
            height={Math.round((height * Math.min(width, mostPx)) / width)}
            loading="lazy"
          />
        </a>
      ))}
    </div>
  );
}
