"use client";

import { isPicturePlaceholder } from "@packpost/core/conversation/picture-placeholder";
import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import {
  IconAlertCircle,
  IconChecks,
  IconClockHour4,
  IconLock,
  IconRobot,
  IconSpeakerphone,
} from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { SplitButton } from "../../joining/split-button.tsx";
import { TakeOutButton } from "../../joining/take-out-button.tsx";
import { formatClock } from "../../list/format-thread-time.ts";
import type { Me } from "../../me.ts";
import { firstNameOf, formatStranger } from "../../thread-name.ts";
import { useColleagues } from "../../use-colleagues.ts";
import { AnsweredAlert } from "./answered-alert.tsx";
import { AnsweredMail } from "./answered-mail.tsx";
import { BodyText } from "./body-text.tsx";
import classes from "./entry.module.css";
import { Files } from "./files.tsx";
import type { Reaction } from "./fold-reactions.ts";
import {
  alertWords,
  formatAlertStatus,
  formatEvent,
  formatKeyword,
  formatText,
  joinedThreadOf,
  placedMailOf,
} from "./format-event.ts";
import { Pictures } from "./pictures.tsx";
import { QuotedText } from "./quoted-text.tsx";
import { Reactions } from "./reactions.tsx";
import { RetryText } from "./retry-text.tsx";

interface EntryLineProps {
  entry: ThreadEntry;
  /** The same person goes on: neither name nor way stands above it again. */
  continues: boolean;
  /** What people reacted with to it. */
  reactions: readonly Reaction[];
  /** Of an event: what it tells of was taken back since. */
  undone: boolean;
  me: Me;
  /** It stands in a family's thread: there a sender who is nobody of it has proved nothing. */
  ofFamily: boolean;
}

/** One entry, as its kind asks. */
export const EntryLine = memo(function EntryLine(props: EntryLineProps) {
  const { entry, undone } = props;
  if (entry.kind === "event") return <EventLine entry={entry} undone={undone} />;
  if (entry.kind === "message" || entry.kind === "note") return <Bubble {...props} />;
  if (entry.kind === "auto_reply") return <AutoReply entry={entry} />;
  return <QuietBox entry={entry} />;
});

function Bubble({ entry, continues, reactions, me, ofFamily }: EntryLineProps) {
  const side = entry.author?.kind === "staff" ? "team" : "family";
  return (
    <div
      className={classes.message}
      data-side={side}
      data-kind={entry.kind}
      data-entry={entry.id}
      data-continues={continues || undefined}
    >
      {!continues && <Meta entry={entry} me={me.id} ofFamily={ofFamily} />}
      <AnsweredMail event={entry.event} opensCampaigns={me.hasTab} />
      {!continues && <AnsweredAlert body={entry.answersAlert} />}
      <div className={classes.bubble} title={continues ? clockOf(entry) : undefined}>
        <Pictures pictures={entry.attachments} />
        <Files files={entry.files} />
        {!isPlaceholder(entry) && (
          <span>
            <BodyText text={entry.body} />
          </span>
        )}
        {(entry.fullText !== null || entry.folded.length > 0) && (
          <QuotedText text={entry.fullText} parts={entry.folded} />
        )}
      </div>
      <Reactions reactions={reactions} />
      <Texts entry={entry} />
    </div>
  );
}

/** A text of pictures alone is named so where they are not shown, as in the list. */
function isPlaceholder(entry: ThreadEntry): boolean {
  return entry.attachments.length + entry.files.length > 0 && isPicturePlaceholder(entry);
}

function clockOf({ at }: ThreadEntry): string {
  return new Date(at).toLocaleString("en-GB");
}

function Meta({ entry, me, ofFamily }: { entry: ThreadEntry; me: string; ofFamily: boolean }) {
  const zone = useOrganisationZone();
  const { author, via, kind, fromAddress } = entry;
  const at = new Date(entry.at);
  const name =
    author === null ? formatStranger(fromAddress ?? "Unknown") : author.id === me ? "You" : author.name;
  const way = via === "text" || via === "email" ? ` · ${via}` : "";
  const unknown = author === null && !ofFamily ? null : unprovedOf(entry);
  return (
    <div className={classes.meta} title={fromAddress ?? undefined}>
      {kind === "note" && <IconLock size={12} stroke={2} aria-hidden />}
      {kind === "note" ? "Note by " : ""}
      {kind === "note" && name === "You" ? "you" : name}
      {way}
      {unknown} ·{" "}
      <time dateTime={entry.at} title={formatExactTime(at, zone)}>
        {formatClock(at, zone)}
      </time>
    </div>
  );
}

/** Of a mail: what its sender's name alone would hide (T37, T39). */
function unprovedOf({ via, otherAddress, proof, fromAddress }: ThreadEntry): ReactNode {
  if (via !== "email") return null;
  if (otherAddress) return <span data-unproved>{` from another address, ${fromAddress ?? "unknown"}`}</span>;
  return proof === "address" ? <span data-unproved> · not a reply, sender not proved</span> : null;
}

function Texts({ entry }: { entry: ThreadEntry }) {
  if (entry.texts.length === 0) return null;
  return (
    <div className={classes.under}>
      {entry.texts.map((text) => {
        const { words, failed } = formatText(text);
        const Icon = failed ? IconAlertCircle : IconChecks;
        return (
          <span key={text.deliveryId} data-tone={failed ? "failed" : "quiet"}>
            <Icon size={14} stroke={1.8} aria-hidden /> {words}
            {(failed || text.status === "unconfirmed") && <RetryText deliveryId={text.deliveryId} />}
          </span>
        );
      })}
    </div>
  );
}

function EventLine({ entry, undone }: Pick<EntryLineProps, "entry" | "undone">) {
  const { nameOf } = useColleagues();
  const joined = undone ? undefined : joinedThreadOf(entry);
  const placed = undone ? undefined : placedMailOf(entry);
  return (
    <div className={classes.event} data-entry={entry.id}>
      {formatEvent(entry, nameOf)} · <EntryTime entry={entry} />
      {joined !== undefined && <SplitButton strangerThreadId={joined} />}
      {placed !== undefined && <TakeOutButton mailId={placed} />}
    </div>
  );
}

function EntryTime({ entry }: { entry: ThreadEntry }) {
  const zone = useOrganisationZone();
  const at = new Date(entry.at);
  return (
    <time dateTime={entry.at} title={formatExactTime(at, zone)}>
      {formatClock(at, zone)}
    </time>
  );
}

/** What a mailbox answered by itself (V9): without any effect, so it is folded. */
function AutoReply({ entry }: { entry: ThreadEntry }) {
  return (
    <details className={classes.auto} data-entry={entry.id}>
      <summary data-touch>
        <IconRobot size={14} stroke={1.8} aria-hidden /> Automatic reply
        {entry.author ? ` from ${firstNameOf(entry.author.name)}` : ""} · <EntryTime entry={entry} />
      </summary>
      <BodyText text={entry.fullText ?? entry.body} />
    </details>
  );
}

/** Alerts, keywords, reactions, the line outside opening hours: nobody's turn to answer, so they stand in the middle. */
function QuietBox({ entry }: { entry: ThreadEntry }) {
  const zone = useOrganisationZone();
  const explained = entry.kind === "keyword" ? formatKeyword(entry, (at) => formatClock(at, zone)) : null;
  const who =
    entry.author === null ? formatStranger(entry.fromAddress ?? "They") : firstNameOf(entry.author.name);
  const parts: Record<"alert" | "keyword" | "reaction" | "hours", { icon: ReactNode; words: string }> = {
    alert: { icon: <IconSpeakerphone size={14} stroke={1.8} aria-hidden />, words: alertWords(entry) },
    keyword: { icon: null, words: `${who} texted` },
    reaction: { icon: null, words: `${who} reacted` },
    hours: {
      icon: <IconClockHour4 size={14} stroke={1.8} aria-hidden />,
      words: "Automatic line outside opening hours",
    },
  };
  const { icon, words } =
    entry.kind === "alert" || entry.kind === "keyword" || entry.kind === "reaction" || entry.kind === "hours"
      ? parts[entry.kind]
      : { icon: null, words: "" };
  return (
    <div className={classes.box} data-entry={entry.id} data-kind={entry.kind}>
      <div>
        {icon} {words} · <EntryTime entry={entry} />
        {entry.texts[0] !== undefined && ` · ${formatText(entry.texts[0]).words}`}
        {entry.alert !== null && ` · ${formatAlertStatus(entry.alert)}`}
      </div>
      <BodyText text={entry.kind === "reaction" ? entry.body : `“${entry.body}”`} />
      {explained !== null && <p className={classes.explained}>{explained}</p>}
    </div>
  );
}
