import type { DraftToSend } from "./draft-to-send.ts";
import classes from "./send-dialog.module.css";

/** The subject as the preview shows it, and through whose eyes where it differs from person to person. */
export function SubjectLine({
  fields,
  shownSubject,
  shownTo,
}: Pick<DraftToSend, "fields" | "shownSubject" | "shownTo">) {
  return (
    <>
      {shownSubject || fields.subject}
      {shownSubject !== undefined && shownSubject !== fields.subject && (
        <span className={classes.as}>as {shownTo ?? "an example person"} sees it</span>
      )}
    </>
  );
}
