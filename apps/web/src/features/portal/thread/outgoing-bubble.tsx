"use client";

import { usePortal } from "../frame/portal-provider.tsx";
import { PlainPress } from "../frame/press.tsx";
import classes from "./conversation.module.css";
import type { Outgoing } from "./outgoing.ts";
import { Pictures } from "./pictures.tsx";

interface OutgoingBubbleProps {
  one: Outgoing;
  waits: boolean;
  onRetry: (id: string) => void;
  onDiscard: (id: string) => void;
}

/** A message of mine that is under way: it never looks as if it had arrived. */
export function OutgoingBubble({ one, waits, onRetry, onDiscard }: OutgoingBubbleProps) {
  const { words } = usePortal();
  return (
    <div className={classes.message} data-mine data-under-way>
      <Pictures pictures={one.pictures} />
      {one.body !== "" && (
        <p className={classes.bubble} dir="auto">
          {one.body}
        </p>
      )}
      {one.refused === null ? (
        <p className={classes.below}>{waits ? words.thread.waits : words.thread.sending}</p>
      ) : (
        <div className={classes.refused} role="alert">
          <span>{one.refused}</span>
          <PlainPress onClick={() => onRetry(one.id)}>{words.thread.retry}</PlainPress>
          <PlainPress onClick={() => onDiscard(one.id)}>{words.thread.discard}</PlainPress>
        </div>
      )}
    </div>
  );
}
