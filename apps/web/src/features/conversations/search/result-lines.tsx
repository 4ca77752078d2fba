import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import type { FoundStranger } from "@packpost/core/conversation/inbox/find-strangers";
import type { MessageHit } from "@packpost/core/conversation/inbox/search-messages";
import { aboutFamily } from "@packpost/core/customer/about-family";
import { IconLock } from "@tabler/icons-react";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { formatThreadTime } from "../list/format-thread-time.ts";
import { firstNameOf, threadName } from "../thread-name.ts";
import classes from "./search.module.css";

interface Clock {
  now: Date;
  zone: string;
}

/** A family, its people and pets. */
export function FamilyResult({ family }: { family: FoundFamily }) {
  return (
    <>
      <span className={classes.name}>{threadName({ family, stranger: null })}</span>
      <span className={classes.line}>{aboutFamily(family)}</span>
    </>
  );
}

/** A number or mailbox that nobody knows, or of which somebody has said whose it is. */
export function StrangerResult({ stranger, now, zone }: Clock & { stranger: FoundStranger }) {
  return (
    <>
      <span className={classes.name}>{threadName({ family: null, stranger: stranger.stranger })}</span>
      <When at={stranger.lastMessageAt} {...{ now, zone }} />
      <span className={classes.line}>
        {stranger.family === null
          ? "Nobody knows yet whose this is"
          : `Joined to: ${threadName({ family: stranger.family, stranger: null })}`}
      </span>
    </>
  );
}

/** Where a word was found: whose thread, who said it when, and what stands around it. */
export function HitResult({ hit, me, now, zone }: Clock & { hit: MessageHit; me: string }) {
  const { author, kind, snippet } = hit;
  const who = author === null ? null : author.id === me ? "You" : firstNameOf(author.name);
  return (
    <>
      <span className={classes.name}>{threadName(hit)}</span>
      <When at={hit.at} {...{ now, zone }} />
      <span className={classes.line}>
        {kind === "note" && <IconLock size={12} stroke={2} aria-label="Note" role="img" />}{" "}
        {who !== null && `${who}: `}
        {snippet.map(({ text, isHit }, index) => {
          const part = text;
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
          return isHit ? <mark key={index}>{part}</mark> : part;
        })}
      </span>
    </>
  );
}

function When({ at, now, zone }: Clock & { at: Date | null }) {
  if (at === null) return null;
  return (
    <time className={classes.time} dateTime={at.toISOString()} title={formatExactTime(at, zone)}>
      {formatThreadTime(at, now, zone)}
    </time>
  );
}
