"use client";

import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { useOnScreen } from "#web/components/thread/use-on-screen.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { ScheduledList } from "../later/scheduled-list.tsx";
import type { Me } from "../me.ts";
import type { StaffOutbox, StaffOutboxEntry } from "../outbox/outbox-item.ts";
import { WritingLine } from "../presence/writing-line.tsx";
import { EntryLine } from "./entry/entry-line.tsx";
import { undoneEvents } from "./entry/undone-events.ts";
import { UnsentBubble } from "./entry/unsent-bubble.tsx";
import { NewerEnd, useFound } from "./found-entry.tsx";
import classes from "./thread.module.css";
import { countsFor, threadItems } from "./thread-items.ts";
import toEdge from "./to-edge.module.css";
import { scrollToNew, ToFirstNew } from "./to-first-new.tsx";
import { SeenLine, UnderLast } from "./under-last.tsx";
import type { useReadMarker } from "./use-read-marker.ts";
import type { useThread } from "./use-thread.ts";

interface EntryListProps {
  thread: ThreadView;
  me: Me;
  unsent: readonly StaffOutboxEntry[];
  outbox: () => StaffOutbox;
  newFrom: number | null;
  older: ThreadEnd;
  /** Loads what is newer, where the newest ones are not here; null = they are. */
  newer: ThreadEnd | null;
  /** Number of the entry that one came for (V12). */
  found: number | null;
  /** To the newest ones, from where they are not loaded. */
  onNewest: () => void;
  marker: ReturnType<typeof useReadMarker>;
  /** Who else is in it at this moment. */
  present: readonly PresentPerson[];
}

/** One of its ends; `loadTo` where it holds the newest entries, so that all between is there. */
type ThreadEnd = Omit<ReturnType<typeof useThread>["older"], "loadTo"> & {
  loadTo?: (number: number) => void;
};

/** So near to the newest one counts as being there, in pixels. */
const nearPx = 60;

/**
 * The entries, newest at the bottom. The place that scrolls counts from its end (`column-reverse`), so older ones come in above without
 * moving what one reads, in every browser and before any script.
 */
export function EntryList(props: EntryListProps) {
  const { thread, me, unsent, outbox, newFrom, older, newer, found, onNewest, marker, present } = props;
  const zone = useOrganisationZone();
  const scroller = useRef<HTMLDivElement>(null);
  const [now] = useState(() => new Date());
  const items = useMemo(
    () => threadItems(thread.entries, { newFrom, now, zone }),
    [thread.entries, newFrom, now, zone],
  );
  const { away, below, toEnd } = useEnd(scroller, thread, me.id, unsent.length);
  useOnScreen(scroller, items.length, marker.see);
  useStartAtNew(scroller);
  const foundId = useFound(scroller, thread.entries, found);
  const top = useRef<HTMLDivElement>(null);
  const { load, loading, error } = older;
  useEffect(() => {
    const { current } = top;
    if (current === null || !thread.hasOlder || error !== null) return;
    const observer = new IntersectionObserver(([change]) => change?.isIntersecting && load(), {
      root: scroller.current,
      rootMargin: "600px 0px 0px",
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [thread.hasOlder, load, error]);
  const undone = useMemo(() => undoneEvents(thread.entries), [thread.entries]);
  const lastOfTeam = thread.entries.findLast(
    ({ kind, author }) => kind === "message" && author?.kind === "staff",
  );
  return (
    <div className={classes.entriesPlace}>
      <div
        ref={scroller}
        className={classes.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls is reached by keyboard
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-busy={loading || undefined}
      >
        <div className={classes.entries} data-entries>
          <div ref={top} className={classes.top}>
            {loading && <span className={classes.quiet}>Older messages …</span>}
            {error !== null && (
              <Button variant="default" size="xs" onClick={load}>
                Older messages could not be read. Try again
              </Button>
            )}
            {!thread.hasOlder && thread.entries.length > 0 && (
              <span className={classes.quiet}>The beginning</span>
            )}
          </div>
          {items.map((item) => {
            if (item.kind === "day")
              return (
                <div key={item.key} className={classes.day} suppressHydrationWarning>
                  {item.words}
                </div>
              );
            if (item.kind === "new")
              return (
                <div key={item.key} className={classes.divider} data-new>
                  <span>New for you</span>
                </div>
              );
            return (
              <div key={item.key} data-found={item.entry.id === foundId || undefined}>
                <EntryLine
                  entry={item.entry}
                  continues={item.continues}
                  reactions={item.reactions}
                  undone={undone.has(item.entry.id)}
                  me={me}
                  ofFamily={thread.family !== null}
                />
                {item.entry === lastOfTeam && <UnderLast entry={item.entry} readers={thread.readers} />}
              </div>
            );
          })}
          {unsent.map((entry) => (
            <UnsentBubble
              key={entry.item.entryId}
              entry={entry}
              outbox={outbox}
              threadId={thread.id}
              me={me}
              hasFamily={thread.family !== null}
            />
          ))}
          {newer === null && <ScheduledList thread={thread} me={me} />}
          {newer === null ? <SeenLine thread={thread} me={me.id} /> : <NewerEnd {...{ scroller, newer }} />}
          {newer === null && <WritingLine people={present} />}
          {thread.entries.length === 0 && unsent.length === 0 && <Beginning thread={thread} />}
        </div>
      </div>
      {older.loadTo && <ToFirstNew {...{ thread, scroller, loading }} loadTo={older.loadTo} />}
      {(away || newer !== null) && (
        <button type="button" className={toEdge.toEnd} onClick={newer === null ? toEnd : onNewest}>
          <IconArrowDown size={16} stroke={1.9} aria-hidden />
          {below > 0 ? `${below} new below` : "Newest"}
        </button>
      )}
    </div>
  );
}

function Beginning({ thread }: { thread: ThreadView }) {
  return (
    <p className={classes.beginning}>
      {thread.family === null
        ? "Nothing has come yet."
        : "Nobody has written yet. What you write here reaches every contact of the family."}
    </p>
  );
}

/** Whether one is at the newest entry; one who reads further up stays where they are while others come below. */
function useEnd(
  scroller: React.RefObject<HTMLElement | null>,
  thread: ThreadView,
  me: string,
  unsent: number,
) {
  const [away, setAway] = useState(false);
  const [leftAt, setLeftAt] = useState(thread.lastNumber);
  const height = useRef(0);
  const hadNewer = useRef(thread.hasNewer);
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const look = () => setAway(current.scrollTop < -nearPx);
    current.addEventListener("scroll", look, { passive: true });
    return () => current.removeEventListener("scroll", look);
  }, [scroller]);
  useEffect(() => {
    if (!away) setLeftAt(thread.lastNumber);
  }, [away, thread.lastNumber]);
  const first = thread.entries[0]?.id;
  const firstSeen = useRef(first);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when there are others
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const grown = current.scrollHeight - height.current;
    height.current = current.scrollHeight;
    const isOlder = firstSeen.current !== first;
    firstSeen.current = first;
    const goesOn = hadNewer.current;
    hadNewer.current = thread.hasNewer;
    // What comes below, while one reads further up, moves nothing; what comes above does not anyway.
    if (!isOlder && grown > 0 && (goesOn || current.scrollTop < -nearPx)) current.scrollTop -= grown;
    if (isOlder && goesOn && !thread.hasNewer) current.scrollTop = 0;
  }, [thread.entries]);
  useLayoutEffect(() => {
    // What one writes oneself is shown.
    if (unsent > 0 && scroller.current !== null) scroller.current.scrollTop = 0;
  }, [unsent, scroller]);
  const below = thread.entries.filter((entry) => entry.number > leftAt && countsFor(entry, me)).length;
  const toEnd = () => scroller.current?.scrollTo({ top: 0, behavior: "smooth" });
  return { away, below, toEnd };
}

/** A thread with more unread than fits opens where that begins. */
function useStartAtNew(scroller: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => scrollToNew(scroller.current), [scroller]);
}
