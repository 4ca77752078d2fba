import type { SendButtonProps } from "./send-button.tsx";
import classes from "./send-dialog.module.css";

/** The subject as the preview shows it, and through whose eyes where it differs from person to person. */
export function SubjectLine({
  fields,
  shownSubject,
  shownTo,
}: Pick<SendButtonProps, "fields" | "shownSubject" | "shownTo">) {
  return (
    <>
      {shownSubject || fields.subject}
      {shownSubject !== undefined && shownSubject !== fields.subject && (
        <span className={classes.as}>as {shownTo ?? "an example person"} sees it</span>
      )}
    </>
  );
}
