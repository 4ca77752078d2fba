"use client";

import { fillWords } from "@packpost/core/portal/fill-words";
import type { PortalThread } from "@packpost/core/portal/read-own-thread";
import { useState } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import classes from "./conversation.module.css";
import { Entries } from "./entries.tsx";
import { OutgoingBubble } from "./outgoing-bubble.tsx";
import { firstUnread } from "./thread-state.ts";
import { useAnnouncement } from "./use-announcement.ts";
import { useDraft } from "./use-draft.ts";
import { useOutgoing } from "./use-outgoing.ts";
import { usePictures } from "./use-pictures.ts";
import { useReading } from "./use-reading.ts";
import { useScrolling } from "./use-scrolling.ts";
import { useThread } from "./use-thread.ts";

/** The family's one thread (V1), as one of its customers reads and writes in it. */
export function Conversation({ initial, customerId }: { initial: PortalThread; customerId: string }) {
  const { words, organisation } = usePortal();
  const thread = useThread(initial);
  const { state, connection } = thread;
  const draft = useDraft(initial.draft);
  const [divider, setDivider] = useState(() => firstUnread(initial.entries, initial.readNumber));
  const outgoing = useOutgoing({
    customerId,
    onSent: thread.addOwn,
    onRefused: thread.note,
    explain: ({ code, retryAfterSeconds }) =>
      code === "rate_limited"
        ? fillWords(words.thread.tooFast, { seconds: String(retryAfterSeconds) })
        : code === "not_found"
          ? words.thread.gone
          : words.thread.failed,
  });
  const newest = state.entries.at(-1)?.number ?? 0;
  const scrolling = useScrolling({
    oldest: state.entries[0]?.number ?? 0,
    newest,
    sending: outgoing.queue.length,
    startsAt: divider,
  });
  useReading(scrolling.place, state, {
    onRead: (number) => void thread.markRead(number),
    // What came while nobody looked begins with the divider.
    onUnseen: (number) => setDivider((now) => now ?? number),
  });
  const pictures = usePictures(initial.uploads, customerId);
  const announcement = useAnnouncement(state.entries);
  const send = () => {
    const { readNumber: seenNumber } = state;
    const ready = pictures.tray.take();
    outgoing.send({ body: draft.text.trim(), draftVersion: draft.take(), seenNumber, pictures: ready });
    setDivider(null);
  };
  const { others } = state;
  const seesToo = others.length === 1 ? words.thread.oneSeesToo : words.thread.manySeeToo;
  return (
    <>
      <div ref={scrolling.place} className={classes.scroller} onScroll={scrolling.onScroll} tabIndex={-1}>
        <div className={classes.column}>
          {state.hasOlder && (
            <button
              type="button"
              className={classes.older}
              disabled={thread.loadingOlder}
              onClick={() => void thread.loadOlder()}
            >
              {words.thread.older}
            </button>
          )}
          {state.entries.length === 0 && outgoing.queue.length === 0 && (
            <div className={classes.empty}>
              <h2>{fillWords(words.thread.emptyTitle, { organisation })}</h2>
              <p>{words.thread.emptyText}</p>
            </div>
          )}
          <Entries state={state} divider={divider} />
          {outgoing.queue.map((one) => (
            <OutgoingBubble
              key={one.id}
              one={one}
              waits={outgoing.waits}
              onRetry={outgoing.retry}
              onDiscard={outgoing.discard}
            />
          ))}
          {others.length > 0 && (
            <p className={classes.others}>
              {fillWords(seesToo, { names: new Intl.ListFormat(words.language).format(others) })}
            </p>
          )}
        </div>
      </div>
      <p className={classes.announcement} role="status">
        {announcement}
      </p>
      <div className={classes.foot}>
        {scrolling.behind > 0 && (
          <button
            type="button"
            className={classes.toNewest}
            aria-label={words.thread.toNewest}
            onClick={scrolling.toNewest}
          >
            {fillWords(words.thread.newest, { count: String(scrolling.behind) })} ↓
          </button>
        )}
        <ConnectionLine connection={connection} />
        <Composer text={draft.text} pictures={pictures} onType={draft.type} onSend={send} />
      </div>
    </>
  );
}
