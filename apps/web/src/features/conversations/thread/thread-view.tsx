"use client";

import type { ThreadView as Thread } from "@packpost/core/conversation/read-entries";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Composer } from "../composer/composer.tsx";
import { StrangerBar } from "../joining/stranger-bar.tsx";
import type { Me } from "../me.ts";
import { useThreadOutbox } from "../outbox/page-outbox.ts";
import { useOwnSignals } from "../presence/use-own-signals.ts";
import { usePresence } from "../presence/use-presence.ts";
import { BackButton } from "./back-button.tsx";
import { EntryList } from "./entry-list.tsx";
import classes from "./thread.module.css";
import { ThreadHeader } from "./thread-header.tsx";
import { ThreadSkeleton } from "./thread-skeleton.tsx";
import { useReadMarker } from "./use-read-marker.ts";
import { useThread } from "./use-thread.ts";
import { useThreadActions } from "./use-thread-actions.ts";

interface ThreadViewProps {
  threadId: string;
  me: Me;
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
  const { threadId, onLeave } = props;
  const { thread, error, retry, older } = useThread(threadId);
  if (error !== null)
    return (
      <div className={classes.failed}>
        <BackButton onLeave={onLeave} />
        <ErrorNotice error={error} onRetry={retry} />
      </div>
    );
  if (thread === undefined) return <ThreadSkeleton onLeave={onLeave} />;
  return <OpenThread {...props} thread={thread} older={older} />;
}

type OpenThreadProps = ThreadViewProps & { thread: Thread; older: ReturnType<typeof useThread>["older"] };

function OpenThread({ thread, threadId, me, older, onLeave, onPanel, ref }: OpenThreadProps) {
  const shown = useMemo(() => new Set(thread.entries.map(({ id }) => id)), [thread.entries]);
  const { unsent, outbox } = useThreadOutbox(me.id, threadId, shown);
  const marker = useReadMarker(thread, me.id);
  const newFrom = useNewFrom(thread.unreadFrom, marker.markedFrom);
  const actions = useThreadActions(thread);
  useOwnSignals(thread.id);
  const present = usePresence(me, thread.id);
  const article = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => ({
    reply: () => article.current?.querySelector<HTMLElement>("[data-composer-field]")?.focus(),
    close: () => thread.active && actions.close(),
    markUnread: marker.unread,
  }));
  return (
    <article ref={article} className={classes.thread} aria-label="Conversation">
      <ThreadHeader {...{ thread, me, marker, actions, present, onLeave, onPanel }} />
      <EntryList {...{ thread, me, unsent, outbox, newFrom, older, marker, present }} />
      {thread.stranger?.startsWith("+") && (
        <StrangerBar key={`whose-${threadId}`} threadId={thread.id} stranger={thread.stranger} />
      )}
      <Composer key={threadId} thread={thread} me={me} outbox={outbox} />
    </article>
  );
}

/** Where "New for you" stands: what was unread when the thread was opened, or came while one was elsewhere; it stays (V4). */
function useNewFrom(unreadFrom: number | null, markedFrom: number | null): number | null {
  const [newFrom, setNewFrom] = useState(unreadFrom);
  useEffect(() => {
    if (unreadFrom !== null && !document.hasFocus()) setNewFrom((before) => before ?? unreadFrom);
  }, [unreadFrom]);
  return markedFrom ?? newFrom;
}
