"use client";

import type { ThreadEntry, ThreadReader, ThreadView } from "@packpost/core/conversation/read-entries";
import { IconAlertCircle, IconChecks, IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatClock } from "../list/format-thread-time.ts";
import { firstNameOf, listNames } from "../thread-name.ts";
import lines from "./entry/entry.module.css";
import { countsDown, type NoticeLine, noticeLines } from "./notice-lines.ts";
import classes from "./thread.module.css";

const icons = { quiet: IconChecks, waiting: IconClock, failed: IconAlertCircle } satisfies Record<
  NoticeLine["tone"],
  unknown
>;

/** What becomes of the team's last message: the countdown to its mail, then that it was mailed, read, opened (V5). */
export function UnderLast({ entry, readers }: { entry: ThreadEntry; readers: readonly ThreadReader[] }) {
  const zone = useOrganisationZone();
  const now = useSeconds(entry);
  return (
    <div className={lines.under}>
      {noticeLines(entry, readers, now, zone).map(({ key, tone, words }) => {
        const Icon = icons[tone];
        return (
          <span key={key} data-tone={tone} suppressHydrationWarning>
            <Icon size={14} stroke={1.8} aria-hidden /> {words}
          </span>
        );
      })}
    </div>
  );
}

/** The present time, anew each second while a line counts down. */
function useSeconds(entry: ThreadEntry): Date {
  const [now, setNow] = useState(() => new Date());
  const counts = countsDown(entry, now);
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => setNow(new Date()), 1_000);
    return () => clearInterval(timer);
  }, [counts]);
  return now;
}

/** Which colleagues have seen a family's last message, and when (V10). */
export function SeenLine({ thread, me }: { thread: ThreadView; me: string }) {
  const zone = useOrganisationZone();
  const last = thread.entries.findLast(({ kind }) => kind === "message");
  if (last?.author?.kind === "staff" || last === undefined) return null;
  const seen = thread.readers.filter(
    ({ kind, id, number }) => kind === "staff" && id !== me && number >= last.number,
  );
  if (seen.length === 0) return null;
  const names = seen.map(({ name, readAt }) => `${firstNameOf(name)} ${formatClock(new Date(readAt), zone)}`);
  return (
    <div className={classes.seen} suppressHydrationWarning>
      Seen by {listNames(names)}
    </div>
  );
}
