"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import { NewsPill } from "#web/components/table/news-pill.tsx";
import { useHeldOrder } from "#web/components/table/use-held-order.ts";
import { useHold } from "#web/components/table/use-hold.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { subscribeToMinutes } from "#web/components/time/subscribe-to-minutes.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import type { StaffOutboxEntry } from "../outbox/outbox-item.ts";
import { usePageOutbox } from "../outbox/page-outbox.ts";
import { usePresence } from "../presence/use-presence.ts";
import { writingWords } from "../presence/writing-words.ts";
import { useThreadOptions } from "../thread/use-thread.ts";
import { useThreadPlace } from "../thread-place.ts";
import { UnplacedLine } from "../unplaced/unplaced-line.tsx";
import { otherFilters } from "./list-input.ts";
import { NoThreads } from "./no-threads.tsx";
import classes from "./thread-list.module.css";
import { ThreadRow } from "./thread-row.tsx";
import type { useThreads } from "./use-threads.ts";

const rowPx = 64;
const hintMs = 90;

interface ThreadListProps {
  me: string;
  threads: ReturnType<typeof useThreads>;
  onNew: () => void;
}

/** The threads (V3): newest on top, live; what would move waits while somebody has pointer or focus in it. */
export function ThreadList({ me, threads, onNew }: ThreadListProps) {
  const { threadId, go, hrefOf } = useThreadPlace();
  const zone = useOrganisationZone();
  const present = usePresence({ id: me, hasTab: true }, null);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => subscribeToMinutes(setNow), []);
  const hold = useHold();
  const { rows, waiting, release } = useHeldOrder(threads.rows ?? [], hold.held, threadId);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialRect: { width: 300, height: 1_000 },
    overscan: 6,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { more, failed } = threads;
  useEffect(() => {
    if (more !== undefined && !more.loading && failed === undefined && last >= rows.length - 12) more.load();
  }, [more, failed, last, rows.length]);
  const openIndex = rows.findIndex(({ id }) => id === threadId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is opened, not when they move
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: "auto" });
  }, [threadId]);
  const hint = useHint();
  const { entries } = usePageOutbox(me);
  const heldUp = entries.filter(isHeldUp);
  const unsent = new Map(heldUp.map(({ item }) => [item.threadId, item.body]));
  const undecided = new Set(heldUp.filter(waitsForPerson).map(({ item }) => item.threadId));
  const open = useCallback((id: string) => go(id), [go]);
  return (
    <section className={classes.list} aria-label="Conversations" aria-busy={threads.stale || undefined}>
      <Filters />
      <UnplacedLine />
      <div className={classes.news}>
        <NewsPill waiting={waiting} onShow={release} />
      </div>
      <div
        ref={scroller}
        className={classes.scroller}
        data-stale={threads.stale || undefined}
        {...hold.props}
      >
        {failed?.asked === "list" && (
          <div className={classes.notice}>
            <ErrorNotice error={failed.error} onRetry={failed.retry} />
          </div>
        )}
        {threads.rows === undefined && failed === undefined && <ListSkeleton />}
        {threads.rows !== undefined && rows.length === 0 && failed === undefined && (
          <NoThreads filter={threads.filter} onNew={onNew} />
        )}
        <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const thread = rows[index];
            return (
              thread && (
                <div key={key} className={classes.place} style={{ transform: `translateY(${start}px)` }}>
                  <ThreadRow
                    {...{ thread, me, now, zone, index }}
                    href={hrefOf(thread.id)}
                    opened={thread.id === threadId}
                    unsent={unsent.get(thread.id)}
                    undecided={undecided.has(thread.id)}
                    writing={writingWords(present.filter((one) => one.threadId === thread.id))}
                    onOpen={open}
                    onHint={hint}
                  />
                </div>
              )
            );
          })}
        </div>
        {failed?.asked === "more" && (
          <div className={classes.notice}>
            <Button variant="default" size="xs" onClick={failed.retry}>
              Older ones could not be read. Try again
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

/** It waits for the connection, or for somebody to decide. */
function isHeldUp({ state }: StaffOutboxEntry): boolean {
  return state.kind !== "sending" && state.kind !== "posted";
}

/** Nothing sends it by itself: as its conversation says. */
function waitsForPerson({ state }: StaffOutboxEntry): boolean {
  return state.kind !== "waiting";
}

function Filters() {
  const trpc = useTRPC();
  const { data: unread = 0 } = useQuery(trpc.conversation.unread.queryOptions());
  const { data: held = 0 } = useQuery(trpc.conversation.later.held.queryOptions());
  const chips = Object.entries(otherFilters).map(([value, label]) => ({
    value,
    label,
    ...(value === "unread" && unread > 0 && { count: unread }),
    ...(value === "later" && held > 0 && { count: held }),
  }));
  return (
    <div className={classes.filters}>
      <FilterChips param="filter" label="Which conversations" all={{ label: "Active" }} chips={chips} />
    </div>
  );
}

/** Reads a thread beforehand while the pointer rests on it: so it opens at once. Reading it this way marks nothing read (T2). */
function useHint() {
  const queryClient = useQueryClient();
  const options = useThreadOptions();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (threadId: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void queryClient.prefetchQuery(latest.current(threadId)), hintMs);
    },
    [queryClient],
  );
}

const lines = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Rows to come. */
export function ListSkeleton() {
  return lines.map((line) => (
    <div key={line} className={classes.skeleton} aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  ));
}
