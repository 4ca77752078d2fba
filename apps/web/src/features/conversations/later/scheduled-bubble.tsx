"use client";

import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { pressOnce } from "#web/components/form/press-once.ts";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { subscribeToMinutes } from "#web/components/time/subscribe-to-minutes.ts";
import type { Me } from "../me.ts";
import { BodyText } from "../thread/entry/body-text.tsx";
import { Pictures } from "../thread/entry/pictures.tsx";
import { firstNameOf } from "../thread-name.ts";
import { formatDue } from "./format-due.ts";
import { holdWords } from "./hold-words.ts";
import classes from "./later.module.css";
import type { useScheduledActions } from "./use-scheduled.ts";

interface ScheduledBubbleProps {
  message: ScheduledMessageView;
  thread: ThreadView;
  me: Me;
  actions: ReturnType<typeof useScheduledActions>;
  /** Its words go back to where they were written. */
  onEdit: () => void;
  /** It is to be sent at another time. */
  onTime: () => void;
}

/** A message that is sent later: when and by whom, or why it waits, and what one can do. */
export function ScheduledBubble(props: ScheduledBubbleProps) {
  const { message, thread, me } = props;
  const zone = useOrganisationZone();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => subscribeToMinutes(setNow), []);
  const { body, attachments, hold, dueAt, author } = message;
  const mine = author.id === me.id;
  const forMe = mine || thread.assignedTo?.id === me.id;
  return (
    <section
      className={classes.message}
      data-side="team"
      data-kind="message"
      data-scheduled={hold === null ? "scheduled" : "held"}
      aria-label={hold === null ? "Sent later" : "Not sent"}
    >
      <div className={classes.bubble}>
        <p className={classes.when} data-held={hold !== null || undefined} suppressHydrationWarning>
          {hold === null ? (
            <IconClock size={15} stroke={1.9} aria-hidden />
          ) : (
            <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
          )}
          <span>
            {hold === null ? (
              <b>
                <time dateTime={dueAt.toISOString()} title={formatExactTime(dueAt, zone)}>
                  Sends {formatDue(dueAt, now, zone)}
                </time>
              </b>
            ) : (
              <>
                <b>{waitsFor(message, forMe)}</b> {holdWords(message, now, zone)}
              </>
            )}
            <Facts message={message} mine={mine} now={now} zone={zone} />
          </span>
        </p>
        <Pictures pictures={attachments} />
        <BodyText text={body} />
      </div>
      <Deeds {...props} />
    </section>
  );
}

/** Whoever has left, or may not write there any more, is waited for in vain. */
function waitsFor({ hold, author }: ScheduledMessageView, forMe: boolean): string {
  if (hold?.reason === "author_left" || hold?.reason === "no_access") return "Not sent:";
  return `Waits for ${forMe ? "you" : firstNameOf(author.name)}:`;
}

interface FactsProps {
  message: ScheduledMessageView;
  mine: boolean;
  now: Date;
  zone: string;
}

function Facts({ message: { author, text, visitAt, hold }, mine, now, zone }: FactsProps) {
  const facts = [
    mine ? (hold === null ? "by you" : "written by you") : `by ${author.name}`,
    ...(text === null
      ? []
      : [`as a text to ${text.name === null ? (text.shown ?? "their number") : firstNameOf(text.name)}`]),
    ...(visitAt === null || hold !== null ? [] : [`about the visit ${formatDue(visitAt, now, zone)}`]),
  ];
  return <span className={classes.facts}> · {facts.join(" · ")}</span>;
}

function Deeds({ message, thread, actions, onEdit, onTime }: ScheduledBubbleProps) {
  const { send, cancel, takeBack } = actions;
  const { id: messageId, hold } = message;
  const replied =
    send.data?.outcome === "colleague_replied" && send.variables?.messageId === messageId ? send.data : null;
  const busy = send.isPending || cancel.isPending || takeBack.isPending;
  const post = (seenNumber: number | null) => send.mutate({ messageId, seenNumber });
  return (
    <>
      {replied !== null && (
        <p className={classes.replied} role="alert">
          {firstNameOf(replied.name)} has just replied: read theirs first.
        </p>
      )}
      <div className={classes.deeds}>
        <button type="button" disabled={busy} onClick={pressOnce(onEdit)} data-touch>
          Edit
        </button>
        <button type="button" disabled={busy} onClick={onTime} data-touch>
          {hold === null ? "Change time" : "Send at another time"}
        </button>
        <button
          type="button"
          disabled={busy}
          onClick={pressOnce(() => post(replied === null ? thread.lastNumber : null))}
          data-touch
        >
          {hold === null && replied === null ? "Send now" : "Send anyway"}
        </button>
        <button
          type="button"
          disabled={busy}
          onClick={pressOnce(() => cancel.mutate({ messageId }))}
          data-touch
          data-danger
        >
          {hold === null ? "Cancel" : "Delete"}
        </button>
      </div>
    </>
  );
}
