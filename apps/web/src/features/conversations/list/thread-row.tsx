"use client";

import type { ThreadLine } from "@packpost/core/conversation/inbox/list-threads";
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconClock,
  IconDeviceMobile,
  IconMail,
  IconMessage2,
  IconPencil,
} from "@tabler/icons-react";
import { type MouseEvent, memo } from "react";
import { TypingDots } from "#web/components/presence/typing-dots.tsx";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { firstNameOf, initialOf, threadName } from "../thread-name.ts";
import { formatThreadTime } from "./format-thread-time.ts";
import classes from "./thread-list.module.css";

const ways = {
  text: { icon: IconDeviceMobile, word: "text" },
  email: { icon: IconMail, word: "email" },
  other: { icon: IconMessage2, word: "message" },
};

interface ThreadRowProps {
  thread: ThreadLine;
  href: string;
  opened: boolean;
  /** What I have written there and is not sent yet. */
  unsent: string | undefined;
  /** That does not go out by itself. */
  undecided: boolean;
  /** "Ben is replying"; null = nobody writes there. */
  writing: string | null;
  me: string;
  now: Date;
  zone: string;
  /** Its place in the list, from 0. */
  index: number;
  onOpen: (threadId: string) => void;
  /** The pointer rests on it: it may be opened next. */
  onHint: (threadId: string) => void;
}

/** A line of the list: whose it is, who wrote what, by which way, when; my dot; since when it waits; my draft. */
export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const { thread, href, opened, unsent, undecided, writing, me, now, zone, index, onOpen, onHint } = props;
  const unread = thread.unreadFrom !== null;
  const { at, via } = thread.lastMessage;
  const { icon: Way, word } = ways[via === "text" || via === "email" ? via : "other"];
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(thread.id);
  };
  return (
    <a
      href={href}
      className={classes.row}
      aria-current={opened ? "true" : undefined}
      data-unread={unread || undefined}
      data-thread={thread.id}
      data-index={index}
      onClick={open}
      onPointerEnter={() => onHint(thread.id)}
      onFocus={() => onHint(thread.id)}
    >
      <span className={classes.initial} aria-hidden="true">
        {initialOf(thread)}
      </span>
      <span className={classes.line}>
        <span className={classes.name} title={threadName(thread)}>
          {threadName(thread)}
        </span>
        <When at={at} waitingSince={thread.waitingSince} now={now} zone={zone} />
      </span>
      <span className={classes.line}>
        <span className={classes.snippet}>
          {writing === null ? (
            <Snippet thread={thread} unsent={unsent} undecided={undecided} me={me} />
          ) : (
            <span className={classes.writing}>
              <TypingDots /> {writing}…
            </span>
          )}
        </span>
        <span className={classes.marks}>
          <Way size={15} stroke={1.6} aria-label={`By ${word}`} role="img" />
          {unread && (
            <span className={classes.dot}>
              <span className={classes.hidden}>Unread</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
});

interface WhenProps extends Pick<ThreadRowProps, "now" | "zone"> {
  at: Date;
  waitingSince: Date | null;
}

/** When the last message came; where the family waits for us, since when it does (V14). */
function When({ at, waitingSince, now, zone }: WhenProps) {
  const shown = waitingSince ?? at;
  const last = formatExactTime(at, zone);
  return (
    <time
      className={classes.time}
      data-waiting={waitingSince !== null || undefined}
      dateTime={shown.toISOString()}
      title={
        waitingSince === null
          ? last
          : `Waiting for us since ${formatExactTime(waitingSince, zone)}; last message ${last}`
      }
      suppressHydrationWarning
    >
      {waitingSince !== null && <span className={classes.hidden}>Waiting for us since </span>}
      {formatThreadTime(shown, now, zone)}
    </time>
  );
}

interface SnippetProps extends Pick<ThreadRowProps, "unsent" | "undecided" | "me"> {
  thread: ThreadLine;
}

function Snippet({ thread: { draft, held, lastMessage, stranger }, unsent, undecided, me }: SnippetProps) {
  if (held?.mine)
    return (
      <span className={classes.draft}>
        <IconAlertTriangle size={13} stroke={1.8} aria-hidden /> Not sent: waits for you
      </span>
    );
  const mine = unsent ?? draft;
  if (mine !== null) {
    const Icon = unsent === undefined ? IconPencil : undecided ? IconAlertCircle : IconClock;
    const word = unsent === undefined ? "Draft:" : undecided ? "Not sent:" : "Not sent yet:";
    return (
      <>
        <span className={classes.draft} data-failed={(unsent !== undefined && undecided) || undefined}>
          <Icon size={13} stroke={1.8} aria-hidden /> {word}
        </span>{" "}
        {mine}
      </>
    );
  }
  if (held !== null) return `Not sent: waits for ${firstNameOf(held.author)}`;
  const { author, snippet, hasPictures, isThere, via } = lastMessage;
  // Of a mailbox or number that several of a family share, nobody knows who of them wrote.
  const nobody = stranger !== null ? "Unknown" : via === "system" ? "Packpost" : "Somebody";
  const who = author === null ? nobody : author.id === me ? "You" : firstNameOf(author.name);
  if (!isThere) return "Nobody has written yet";
  const words = snippet.trim() === "" && hasPictures ? "Picture" : snippet.replaceAll(/\s+/g, " ");
  return `${who}: ${words}`;
}
