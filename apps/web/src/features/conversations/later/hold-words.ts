import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import { formatClock } from "../list/format-thread-time.ts";
import { firstNameOf } from "../thread-name.ts";
import { formatDue } from "./format-due.ts";

/**
 * Why a message was not sent at its time and waits for a person (V15): "Maria wrote at 14:02".
 * @param zone IANA name
 */
export function holdWords(message: ScheduledMessageView, now: Date, zone: string): string {
  const { hold, dueAt, author, visitAt, text } = message;
  const who = hold?.by == null ? "Somebody" : firstNameOf(hold.by);
  const at = hold?.byAt == null ? "meanwhile" : onTheDay(hold.byAt, now, zone);
  const visit = visitAt === null ? "The visit" : `The visit ${formatDue(visitAt, now, zone)}`;
  switch (hold?.reason) {
    case "customer_wrote":
      return `${who} wrote ${at}`;
    case "colleague_replied":
      return `${who} replied ${at}`;
    case "visit_cancelled":
      return `${visit} was cancelled`;
    case "visit_moved":
      return `${visit} was moved`;
    case "late":
      return `It was to be sent ${formatDue(dueAt, now, zone)} and is ${lateBy(dueAt, hold.at)} late`;
    case "author_left":
      return `${firstNameOf(author.name)} does not work here any more`;
    case "no_access":
      return `${firstNameOf(author.name)} may not write to this family any more`;
    case "reaches_nobody":
      return "Nobody would get it";
    case "cannot_text":
      return (hold.words ?? "It cannot go as a text").replace(/\.$/, "");
    case "quiet_hours":
      return `It would reach ${text?.name == null ? "them" : firstNameOf(text.name)} in your quiet hours`;
    case undefined:
      return "";
  }
}

function onTheDay(at: Date, now: Date, zone: string): string {
  const due = formatDue(at, now, zone);
  return due.startsWith("today") ? `at ${formatClock(at, zone)}` : `on ${due}`;
}

/** "3 h", "2 days". */
function lateBy(dueAt: Date, heldAt: Date): string {
  const hours = Math.max(1, Math.floor((heldAt.getTime() - dueAt.getTime()) / 3_600_000));
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
