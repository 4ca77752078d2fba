"use client";

import type { ThreadView as Thread } from "@packpost/core/conversation/read-entries";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Composer } from "../composer/composer.tsx";
import { StrangerBar } from "../joining/stranger-bar.tsx";
import type { Me } from "../me.ts";
import { useThreadOutbox } from "../outbox/page-outbox.ts";
import { useOwnSignals } from "../presence/use-own-signals.ts";
import { usePresence } from "../presence/use-presence.ts";
import { ClosedToYou } from "./closed-to-you.tsx";
import { EntryList } from "./entry-list.tsx";
import { BackButton } from "./header/back-button.tsx";
import { ThreadHeader } from "./header/thread-header.tsx";
import { useThreadActions } from "./header/use-thread-actions.ts";
import classes from "./thread.module.css";
import { ThreadSkeleton } from "./thread-skeleton.tsx";
import { useReadMarker } from "./use-read-marker.ts";
import { useThread } from "./use-thread.ts";
import { useWindow } from "./use-window.ts";

interface ThreadViewProps {
  threadId: string;
  me: Me;
  /** Number of the entry at which it opens (V12); null = the newest ones. */
  entry: number | null;
  /** The newest ones are wanted instead. */
  onNewest: () => void;
  onLeave: () => void;
  /** Shows the family beside it, where there is no room for it. */
  onPanel: () => void;
  /** For the keys of the page around it. */
  ref?: Ref<ThreadHandle>;
}

/** What keys do with the open thread. */
export interface ThreadHandle {
  reply: () => void;
  close: () => void;
  markUnread: () => void;
}

/** One thread: who it is with, what was written, and the place to write. Mounted anew for each thread. */
export function ThreadView(props: ThreadViewProps) {
  const { threadId, entry, onLeave } = props;
  const { thread, error, closed, retry, older } = useThread(threadId);
  const window = useWindow(threadId, thread, entry);
  if (closed !== null)
    return <ClosedToYou {...{ threadId, onLeave }} me={props.me} error={closed} onRetry={retry} />;
  const failed = error ?? window?.error ?? null;
  if (failed !== null)
    return (
      <div className={classes.failed}>
        <BackButton onLeave={onLeave} alone={!props.me.hasTab} />
        <h1 className={classes.failedTitle}>Conversation</h1>
        <ErrorNotice error={failed} onRetry={error === null && window !== null ? window.retry : retry} />
      </div>
    );
  if (thread === undefined || (window !== null && window.thread === undefined))
    return <ThreadSkeleton onLeave={onLeave} />;
  const part = { ...(window?.thread ?? thread), drafts: thread.drafts };
  return (
    <OpenThread
      {...props}
      thread={thread}
      part={window === null ? thread : part}
      older={window?.older ?? older}
      newer={window?.newer ?? null}
    />
  );
}

interface OpenThreadProps extends ThreadViewProps {
  /** The thread with its newest entries. */
  thread: Thread;
  /** What is shown of it. */
  part: Thread;
  older: Parameters<typeof EntryList>[0]["older"];
  newer: NonNullable<ReturnType<typeof useWindow>>["newer"] | null;
}

function OpenThread(props: OpenThreadProps) {
  const { thread, part, threadId, me, older, newer, entry, onNewest, onLeave, onPanel, ref } = props;
  const { unsent, outbox } = useThreadOutbox(me.id, thread);
  const marker = useReadMarker(thread, me.id);
  const newFrom = useNewFrom(thread.unreadFrom, marker.markedFrom);
  const actions = useThreadActions(thread);
  useOwnSignals(thread.id);
  const present = usePresence(me, thread.id);
  const article = useRef<HTMLElement>(null);
  useShownWhenWritten(unsent.length, newer === null ? null : onNewest);
  useImperativeHandle(ref, () => ({
    reply: () => article.current?.querySelector<HTMLElement>("[data-composer-field]")?.focus(),
    close: () => thread.active && actions.close(),
    markUnread: marker.unread,
  }));
  return (
    <article ref={article} className={classes.thread} aria-label="Conversation">
      <ThreadHeader {...{ thread, me, marker, actions, present, onLeave, onPanel }} />
      <EntryList
        {...{ me, outbox, newFrom, older, newer, onNewest, marker, present }}
        thread={part}
        unsent={newer === null ? unsent : []}
        found={entry}
      />
      {thread.stranger !== null && (
        <StrangerBar key={`whose-${threadId}`} threadId={thread.id} stranger={thread.stranger} />
      )}
      <Composer key={threadId} thread={thread} me={me} outbox={outbox} />
    </article>
  );
}

/** What one writes oneself stands among the newest entries, and is shown. */
function useShownWhenWritten(unsent: number, onNewest: (() => void) | null): void {
  const before = useRef(unsent);
  useEffect(() => {
    if (unsent > before.current) onNewest?.();
    before.current = unsent;
  });
}

/** Where "New for you" stands: what was unread when the thread was opened, or came while one was elsewhere; it stays (V4). */
function useNewFrom(unreadFrom: number | null, markedFrom: number | null): number | null {
  const [newFrom, setNewFrom] = useState(unreadFrom);
  useEffect(() => {
    if (unreadFrom !== null && !document.hasFocus()) setNewFrom((before) => before ?? unreadFrom);
  }, [unreadFrom]);
  return markedFrom ?? newFrom;
}
