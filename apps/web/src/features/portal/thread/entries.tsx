"use client";

import type { PortalEntry, PortalThread } from "@packpost/core/portal/read-own-thread";
import { useEffect, useMemo, useState } from "react";
import { usePortal } from "../frame/portal-provider.tsx";
import { Bubble } from "./bubble.tsx";
import classes from "./conversation.module.css";
import { threadTimes } from "./format-thread-time.ts";

/** Messages of one person within so long stand under one line with their name. */
const togetherMs = 10 * 60_000;

/** What stands in the thread, with its days, where the unread begins, and how far the team has read. */
export function Entries({ state, divider }: { state: PortalThread; divider: number | null }) {
  const { t, zone } = usePortal();
  const times = useMemo(() => threadTimes(t.locale, zone), [t.locale, zone]);
  const now = useNow();
  const lastOwn = state.entries.findLast(({ author }) => author.kind === "me");
  const reader =
    lastOwn && state.teamReaders.filter(({ number }) => number >= lastOwn.number).toSorted(byTime)[0];
  return (
    <ol className={classes.entries}>
      {state.entries.map((entry, at) => {
        const before = state.entries[at - 1];
        const newDay = before === undefined || times.dayOf(before.at) !== times.dayOf(entry.at);
        return (
          <li key={entry.id} data-number={entry.number} data-entry={entry.id}>
            {newDay && (
              <p className={classes.day} suppressHydrationWarning>
                {times.dayWord(entry.at, now)}
              </p>
            )}
            {divider === entry.number && <p className={classes.divider}>{t("thread.unread")}</p>}
            <Bubble
              entry={entry}
              clock={times.clock(entry.at)}
              heads={newDay || divider === entry.number || !belongs(before, entry)}
            />
            {entry === lastOwn && reader !== undefined && (
              <p className={classes.below}>
                {t("thread.readBy", { name: reader.name, time: times.clock(reader.readAt) })}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function belongs(before: PortalEntry, entry: PortalEntry): boolean {
  const { author } = before;
  const same =
    author.kind === entry.author.kind && author.name === entry.author.name && before.via === entry.via;
  return same && Date.parse(entry.at) - Date.parse(before.at) < togetherMs;
}

function byTime(one: { readAt: string }, other: { readAt: string }): number {
  return Date.parse(one.readAt) - Date.parse(other.readAt);
}

/** "Today" is over at midnight, also on a page that stands open. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
