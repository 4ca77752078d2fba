import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import { formatCount, formatPeople } from "./format-number.ts";
import classes from "./outcome-bar.module.css";
import { recipientStates } from "./state-vocabulary.ts";

/** The parts in the order of the bar: best news first, what never left at the end. */
const order = [
  "clicked",
  "opened",
  "delivered",
  "sent",
  "unsubscribed",
  "bounced",
  "spam_complaint",
  "dropped",
  "failed",
  "unconfirmed",
  "waiting",
  "cancelled",
  "skipped",
] as const satisfies readonly RecipientStatus[];

interface OutcomeBarProps {
  /** People per status. What is not given counts as none. */
  counts: Partial<Record<RecipientStatus, number>>;
  /** "small": 6 px high, for lists. "large": with a legend of numbers. */
  size: "small" | "large";
}

/** The picture of "totals add up": one bar whose length is the audience and whose parts are the states. */
export function OutcomeBar({ counts, size }: OutcomeBarProps) {
  const parts = order
    .map((status) => ({ status, count: countOf(counts, status) }))
    .filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const spoken = parts.map(
    ({ status, count }) => `${formatCount(count)} ${recipientStates[status].word.toLowerCase()}`,
  );
  const summary = total === 0 ? "Nobody yet" : `${formatPeople(total)}: ${spoken.join(", ")}`;
  return (
    <div className={classes.root} data-wide="true">
      <div
        className={classes.bar}
        data-size={size}
        role="img"
        aria-label={summary}
        title={size === "small" ? summary : undefined}
      >
        {parts.map(({ status, count }) => (
          <span
            key={status}
            className={classes.part}
            style={{ flexGrow: count, background: recipientStates[status].bar }}
            title={size === "large" ? `${recipientStates[status].word} ${formatCount(count)}` : undefined}
          />
        ))}
      </div>
      {size === "large" && (
        <ul className={classes.legend} aria-hidden="true">
          {parts.map(({ status, count }) => (
            <li key={status} title={recipientStates[status].meaning}>
              <span className={classes.swatch} style={{ background: recipientStates[status].bar }} />
              {recipientStates[status].word} <b>{formatCount(count)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Claimed is waiting to everybody but us. */
function countOf(counts: OutcomeBarProps["counts"], status: RecipientStatus): number {
  return (counts[status] ?? 0) + (status === "waiting" ? (counts.claimed ?? 0) : 0);
}
