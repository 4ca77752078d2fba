import type { EntryNotice, ThreadEntry, ThreadReader } from "@packpost/core/conversation/read-entries";
import { formatClock } from "../list/format-thread-time.ts";
import { firstNameOf, listNames } from "../thread-name.ts";

/** A line under the team's last message: what becomes of it. */
export interface NoticeLine {
  readonly key: string;
  readonly tone: "quiet" | "waiting" | "failed";
  readonly words: string;
}

const couldNot = {
  no_address: "no email address",
  blocked: "email address is blocked",
  unsubscribed: "gets no emails about messages",
} as const;

/**
 * Under the team's last message (V5, V10): who has read it, whom it will be mailed to and in how long, whom it was mailed to.
 * @param readers how far each has read
 * @param zone the organisation's, IANA name
 */
export function noticeLines(
  { number, notices }: Pick<ThreadEntry, "number" | "notices">,
  readers: readonly ThreadReader[],
  now: Date,
  zone: string,
): NoticeLine[] {
  const readBy = readers.filter((reader) => reader.kind === "customer" && reader.number >= number);
  const hasRead = new Set(readBy.map(({ id }) => id));
  const unread = notices.filter(({ customerId }) => !hasRead.has(customerId));
  return [
    ...readLine(readBy, unread, zone),
    ...mailedLines(notices, zone),
    ...waitingLines(unread, now),
    ...failedLines(unread),
  ];
}

function readLine(
  readBy: readonly ThreadReader[],
  unread: readonly EntryNotice[],
  zone: string,
): NoticeLine[] {
  if (readBy.length === 0) return [];
  const read = readBy.map(
    ({ name, readAt }) => `${firstNameOf(name)} ${formatClock(new Date(readAt), zone)}`,
  );
  const not = unread.map(({ name }) => firstNameOf(name));
  const words = `Read by ${listNames(read)}${not.length > 0 ? `, not by ${listNames(not)}` : ""}`;
  return [{ key: "read", tone: "quiet", words }];
}

function mailedLines(notices: readonly EntryNotice[], zone: string): NoticeLine[] {
  return notices.flatMap(({ customerId, name, outcome, settledAt, mail }) => {
    if (outcome !== "mailed" || settledAt === null) return [];
    const failed = mail !== null && ["bounced", "dropped", "failed"].includes(mail.status);
    const opened = mail?.openedAt ? ` · opened ${formatClock(new Date(mail.openedAt), zone)}` : "";
    const said = failed ? " · it did not arrive" : opened;
    const words = `Emailed ${firstNameOf(name)} ${formatClock(new Date(settledAt), zone)}${said}`;
    return [{ key: `mailed-${customerId}`, tone: failed ? "failed" : "quiet", words }];
  });
}

function waitingLines(unread: readonly EntryNotice[], now: Date): NoticeLine[] {
  const open = unread.filter(({ outcome }) => outcome === null);
  const bySeconds = Map.groupBy(open, ({ dueAt }) =>
    Math.max(0, Math.ceil((new Date(dueAt).getTime() - now.getTime()) / 1_000)),
  );
  return [...bySeconds].map(([seconds, people]) => {
    const names = listNames(people.map(({ name }) => firstNameOf(name)));
    const words =
      seconds > 0 ? `Will email ${names} in ${countdown(seconds)} if unread` : `Emailing ${names} now`;
    return { key: `waiting-${people.map(({ customerId }) => customerId).join()}`, tone: "waiting", words };
  });
}

function failedLines(unread: readonly EntryNotice[]): NoticeLine[] {
  return unread.flatMap(({ customerId, name, outcome }) =>
    outcome === "no_address" || outcome === "blocked" || outcome === "unsubscribed"
      ? [
          {
            key: `no-${customerId}`,
            tone: "failed",
            words: `${firstNameOf(name)} is not emailed: ${couldNot[outcome]}`,
          },
        ]
      : [],
  );
}

/** 130 → "2:10". */
function countdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Whether a line counts down, so that it must be shown anew each second. */
export function countsDown({ notices }: Pick<ThreadEntry, "notices">, now: Date): boolean {
  return notices.some(
    ({ outcome, dueAt }) => outcome === null && new Date(dueAt).getTime() + 2_000 > now.getTime(),
  );
}
