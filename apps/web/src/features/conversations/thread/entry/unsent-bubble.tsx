"use client";

import { IconAlertCircle, IconCheck, IconClock, IconLock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { putBack } from "../../composer/open-draft.ts";
import { trayOf } from "../../composer/reply-pictures.ts";
import { compositionOf } from "../../later/use-composition.ts";
import type { Me } from "../../me.ts";
import type { StaffOutbox, StaffOutboxEntry } from "../../outbox/outbox-item.ts";
import { firstNameOf } from "../../thread-name.ts";
import { BodyText } from "./body-text.tsx";
import classes from "./entry.module.css";
import { Pictures } from "./pictures.tsx";

/** Without an answer for so long it says so (T11). */
const lateMs = 10_000;

interface UnsentBubbleProps {
  entry: StaffOutboxEntry;
  outbox: () => StaffOutbox;
  threadId: string;
  me: Me;
  /** Somebody reads it there without a text too. */
  hasFamily: boolean;
}

/** What one has written and what has become of it so far: a clock, a tick, or what there is to decide. */
export function UnsentBubble({ entry, outbox, threadId, me, hasFamily }: UnsentBubbleProps) {
  const { item, state } = entry;
  return (
    <div
      className={classes.message}
      data-side="team"
      data-kind={item.kind === "note" ? "note" : "message"}
      data-unsent={state.kind}
    >
      <div className={classes.meta}>
        {item.kind === "note" && <IconLock size={12} stroke={2} aria-hidden />}
        {item.kind === "note" ? "Note by you" : "You"}
      </div>
      <div className={classes.bubble}>
        <Pictures pictures={item.pictures ?? []} />
        <BodyText text={item.body} />
      </div>
      <div className={classes.under} role="status">
        <State
          entry={entry}
          outbox={outbox}
          hasFamily={hasFamily}
          toDraft={() => {
            const back = outbox().takeBack(item.entryId);
            if (back === undefined) return;
            putBack(me.id, threadId, back);
            // It may be scheduled under this id (V15): sent after all, it is the same message.
            if (back.kind === "reply")
              compositionOf(me.id, threadId).write({ tried: { messageId: back.entryId, body: back.body } });
            trayOf(me.id, threadId).takeOver(back.pictures ?? [], true);
          }}
        />
      </div>
    </div>
  );
}

interface StateProps {
  entry: StaffOutboxEntry;
  outbox: () => StaffOutbox;
  hasFamily: boolean;
  toDraft: () => void;
}

function State({ entry: { item, state }, outbox, hasFamily, toDraft }: StateProps) {
  const late = useLate(state.kind === "sending" ? state.sinceMs : null);
  const { entryId, body, text } = item;
  const retry = () => outbox().retry(entryId);
  if (state.kind === "posted")
    return (
      <span data-tone="quiet">
        <IconCheck size={14} stroke={2} aria-label="Sent" />
      </span>
    );
  if (state.kind === "waiting")
    return <Decision words="Not sent yet: waiting for the connection" onRetry={retry} waits />;
  if (state.kind === "sending")
    return late ? (
      <Decision words="Not sent yet" onRetry={retry} waits />
    ) : (
      <span data-tone="quiet">
        <IconClock size={14} stroke={1.8} aria-label="Being sent" />
      </span>
    );
  if (state.kind === "colleague")
    return (
      <div className={classes.warning}>
        <p>
          <b>
            {firstNameOf(state.name)} replied {secondsAgo(state.at)}.
          </b>{" "}
          Yours is not sent: read theirs first.
        </p>
        <div>
          <Button size="xs" onClick={() => outbox().sendAnyway(entryId)}>
            Send anyway
          </Button>
          <Button size="xs" variant="default" onClick={toDraft}>
            Keep as draft
          </Button>
        </div>
      </div>
    );
  if (state.kind === "earlier")
    return (
      <div className={classes.warning}>
        <p>
          <b>An earlier wording of this went out {secondsAgo(state.at)}.</b> This one is not sent.
        </p>
        <div>
          <Button size="xs" onClick={() => outbox().sendAnyway(entryId)}>
            Send this too
          </Button>
          <Button size="xs" variant="default" onClick={toDraft}>
            Keep as draft
          </Button>
        </div>
      </div>
    );
  const { message, nextStep } = shownErrorOf(state.error);
  return (
    <div className={classes.warning} data-tone="failed">
      <p>
        <b>Not sent.</b> {message} {nextStep}
      </p>
      <div>
        <Button size="xs" onClick={retry}>
          Retry
        </Button>
        {text !== undefined && hasFamily && (
          <Button
            size="xs"
            variant="default"
            onClick={() => outbox().sendAs(entryId, (written) => ({ ...written, text: undefined }))}
          >
            Send without the text
          </Button>
        )}
        <Button size="xs" variant="default" onClick={toDraft}>
          Keep as draft
        </Button>
        <Button size="xs" variant="subtle" onClick={() => void navigator.clipboard.writeText(body)}>
          Copy
        </Button>
      </div>
    </div>
  );
}

function Decision({ words, onRetry, waits }: { words: string; onRetry: () => void; waits: boolean }) {
  const Icon = waits ? IconClock : IconAlertCircle;
  return (
    <span data-tone="waiting">
      <Icon size={14} stroke={1.8} aria-hidden /> {words} ·{" "}
      <button type="button" className={classes.inlineButton} onClick={onRetry} data-touch>
        Retry
      </button>
    </span>
  );
}

function useLate(sinceMs: number | null): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (sinceMs === null) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, sinceMs + lateMs - Date.now()));
    return () => clearTimeout(timer);
  }, [sinceMs]);
  return late;
}

/** "20 s ago", "3 min ago". */
function secondsAgo(at: Date): string {
  const seconds = Math.max(1, Math.round((Date.now() - at.getTime()) / 1_000));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3_600)} h ago`;
}
