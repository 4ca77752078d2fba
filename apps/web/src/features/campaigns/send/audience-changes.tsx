import type { AudienceChanges } from "@packpost/core/audience/review/compare-review";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { formatEffect, type SendKind } from "./format-refusal.ts";
import classes from "./send-dialog.module.css";

interface AudienceChangesNoticeProps {
  kind: SendKind;
  confirmed: number;
  now: number;
  /** Null where nothing is known but the numbers. */
  changes: AudienceChanges | null;
}

/** "412 → 418", and who joined and left since the review (C7). */
export function AudienceChangesNotice({ kind, confirmed, now, changes }: AudienceChangesNoticeProps) {
  return (
    <div className={classes.changed} role="alert">
      <p>
        {changes === null && confirmed === now ? (
          "It is no longer known who would have received it when you looked."
        ) : (
          <>
            <b>
              {formatCount(confirmed)} → {formatCount(now)}
            </b>{" "}
            Who receives it has changed since you looked.
          </>
        )}{" "}
        {formatEffect(kind)} {kind === "send" ? "Send it to" : "Schedule it for"} {formatPeople(now)}?
      </p>
      {changes !== null && (
        <dl className={classes.sides}>
          <Side title="Now included" {...changes.joined} />
          <Side title="No longer included" {...changes.left} />
        </dl>
      )}
    </div>
  );
}

function Side({ title, people, names }: { title: string; people: number; names: readonly string[] }) {
  if (people === 0) return null;
  const more = people - names.length;
  return (
    <>
      <dt>
        {title}: {formatCount(people)}
      </dt>
      <dd>
        {names.join(", ")}
        {more > 0 && ` and ${formatCount(more)} more`}
      </dd>
    </>
  );
}
