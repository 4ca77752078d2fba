"use client";

import type { PortalThread } from "@packpost/core/portal/read-own-thread";
import { useEffect, useMemo, useState } from "react";
import { useOnScreen } from "#web/components/thread/use-on-screen.ts";
import { isLookedAt, useReading } from "#web/components/thread/use-reading.ts";
import { PortalLive } from "../frame/portal-live.tsx";
import { usePortal } from "../frame/portal-provider.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import classes from "./conversation.module.css";
import { Entries } from "./entries.tsx";
import { OtherDraft } from "./other-draft.tsx";
import { OutgoingBubble } from "./outgoing-bubble.tsx";
import { TeamTyping } from "./team-typing.tsx";
import { firstUnread, isOfOthers } from "./thread-state.ts";
import { useAnnouncement } from "./use-announcement.ts";
import { useOutgoing } from "./use-outgoing.ts";
import { useOwnDraft } from "./use-own-draft.ts";
import { usePictures } from "./use-pictures.ts";
import { useScrolling } from "./use-scrolling.ts";
import { useThread } from "./use-thread.ts";

interface ConversationProps {
  initial: PortalThread;
  customerId: string;
}

/** The family's one thread (V1), as one of its customers reads and writes in it. */
export function Conversation(props: ConversationProps) {
  return (
    <PortalLive customerId={props.customerId}>
      <OpenConversation {...props} />
    </PortalLive>
  );
}

function OpenConversation({ initial, customerId }: ConversationProps) {
  const { t, organisation } = usePortal();
  const thread = useThread(initial);
  const { state, connection } = thread;
  const draft = useOwnDraft(state, customerId);
  const [divider, setDivider] = useState(() => firstUnread(initial.entries, initial.readNumber));
  const isShown = useMemo(() => {
    const shown = new Set(state.entries.map(({ id }) => id));
    return ({ entryId }: { readonly entryId: string }) => shown.has(entryId);
  }, [state.entries]);
  const { queue, outbox } = useOutgoing({
    customerId,
    threadId: state.threadId,
    isShown,
    onPosted: thread.catchUp,
    onRefused: thread.note,
  });
  const newest = state.entries.at(-1)?.number ?? 0;
  const scrolling = useScrolling({
    oldest: state.entries[0]?.number ?? 0,
    newest,
    sending: queue.length,
    startsAt: divider,
  });
  const unreadFrom = firstUnread(state.entries, state.readNumber);
  const reading = useReading({
    entries: state.entries,
    counts: isOfOthers,
    unreadFrom,
    held: false,
    onRead: (number) => void thread.markRead(number),
  });
  useOnScreen(scrolling.place, state.entries.length, reading.see);
  useEffect(() => {
    // What came while nobody looked begins with the divider.
    if (unreadFrom !== null && !isLookedAt()) setDivider((now) => now ?? unreadFrom);
  }, [unreadFrom]);
  const pictures = usePictures(initial.uploads, outbox);
  const announcement = useAnnouncement(state.entries);
  const send = () => {
    const { body, version: draftVersion } = draft.keeper.send();
    const { threadId, readNumber: seenNumber } = state;
    const written = { body: body.trim(), draftVersion, seenNumber, pictures: pictures.tray.take() };
    outbox().add({ entryId: crypto.randomUUID(), threadId, writtenAtMs: Date.now(), ...written });
    setDivider(null);
  };
  const { others } = state;
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
              {t("thread.older")}
            </button>
          )}
          {state.entries.length === 0 && queue.length === 0 && (
            <div className={classes.empty}>
              <h2>{t("thread.emptyTitle", { organisation })}</h2>
              <p>{t("thread.emptyText")}</p>
            </div>
          )}
          <Entries state={state} divider={divider} />
          {queue.map((one) => (
            <OutgoingBubble key={one.item.entryId} one={one} outbox={outbox} />
          ))}
          <TeamTyping threadId={state.threadId} />
          {others.length > 0 && (
            <p className={classes.others}>
              {t("thread.seesToo", {
                count: others.length,
                names: new Intl.ListFormat(t.locale).format(others),
              })}
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
            aria-label={t("thread.toNewest")}
            onClick={scrolling.toNewest}
          >
            {t("thread.newest", { count: scrolling.behind })} ↓
          </button>
        )}
        <ConnectionLine connection={connection} />
        <OtherDraft draft={draft} />
        <Composer text={draft.body} pictures={pictures} onType={draft.keeper.type} onSend={send} />
      </div>
    </>
  );
}
