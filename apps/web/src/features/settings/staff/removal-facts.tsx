import type { RemovalPreview } from "@packpost/core/staff/membership/preview-removal";
import { formatCount } from "#web/components/form/format-number.ts";
import { Time } from "#web/components/time/time.tsx";
import classes from "./staff.module.css";

/** What follows when somebody leaves: one line for each thing of theirs. */
export function RemovalFacts({ preview, mine }: { preview: RemovalPreview; mine: boolean }) {
  const { conversations, campaigns, laterMessages, visits, apiKeys, webhooks } = preview;
  return (
    <ul className={classes.follows}>
      <li>
        {mine ? "You are signed out" : "They are signed out"} everywhere at once. What {mine ? "you" : "they"}{" "}
        wrote stays under {mine ? "your" : "their"} name.
      </li>
      {conversations > 0 && (
        <li>
          <b>{counted(conversations, "conversation")}</b> of theirs will be nobody’s, and a line there says
          so.
        </li>
      )}
      {visits.count > 0 && (
        <li>
          <b>{counted(visits.count, "visit")}</b> to come stay in the schedule under their name. Give{" "}
          {visits.count === 1 ? "it" : "them"} to somebody else there:
          <ul>
            {visits.first.map(({ startsAt, family }) => (
              <li key={`${startsAt.toISOString()} ${family}`}>
                <Time at={startsAt} /> · {family}
              </li>
            ))}
            {visits.count > visits.first.length && (
              <li>and {formatCount(visits.count - visits.first.length)} more</li>
            )}
          </ul>
        </li>
      )}
      {laterMessages > 0 && (
        <li>
          <b>{counted(laterMessages, "message")}</b> to be sent later {laterMessages === 1 ? "waits" : "wait"}{" "}
          for a colleague at {laterMessages === 1 ? "its" : "their"} time.
        </li>
      )}
      <Named
        what="scheduled campaign"
        some={campaigns}
        goesOn="goes out at its time"
        go="go out at their times"
      />
      <Named what="API key" some={apiKeys} goesOn="goes on working" go="go on working" organisations />
      <Named what="webhook" some={webhooks} goesOn="goes on working" go="go on working" organisations />
    </ul>
  );
}

interface NamedProps {
  what: string;
  some: { readonly count: number; readonly names: readonly string[] };
  goesOn: string;
  go: string;
  /** They belong to the organisation, whoever made them. */
  organisations?: boolean;
}

function Named({ what, some: { count, names }, goesOn, go, organisations = false }: NamedProps) {
  if (count === 0) return null;
  const more = count - names.length;
  return (
    <li>
      <b>{counted(count, what)}</b> {organisations && "that they made "}
      {count === 1 ? goesOn : go}: {names.map((name) => `“${name}”`).join(", ")}
      {more > 0 && ` and ${formatCount(more)} more`}.
      {organisations && " Whoever knows the secret can still use it: change it under API if they should not."}
    </li>
  );
}

const counted = (count: number, what: string) => `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
